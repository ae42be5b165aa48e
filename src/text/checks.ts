import { ChartroomError } from '../core/errors.ts';
import type { CheckId, CheckLine, CheckState, Reason } from '../core/registry/check/line.ts';
import { errorWords } from './errors.ts';

const TITLES: Record<CheckId, string> = {
  network: 'Network',
  'secure-context': 'Secure page',
  way: 'How it is reached',
  'mixed-content': 'https from end to end',
  'local-network': 'Local network',
  policy: 'Allowed by this site',
  reachable: 'Reachable',
  protocol: 'Answers as a registry',
  readable: 'Answers can be read',
  preflight: 'Preflight answered',
  'request-header': 'Header allowed',
  method: 'Method allowed',
  header: 'Header can be read',
  challenge: 'Sign-in asked for',
  'sign-in': 'Sign-in accepted',
  pull: 'May pull',
  push: 'May push',
  delete: 'Deletes',
};

const STATES: Record<CheckState, string> = { pass: 'Pass', fail: 'Fail', unknown: 'Unknown' };

type About = Pick<CheckLine, 'subject' | 'detail'>;
const SAME_SITE =
  'Requests go through this site’s proxy: for the browser there is only one site, so none of these rules apply';

const REASONS: Record<Exclude<Reason, 'failed'>, string | ((line: About) => string)> = {
  online: 'The browser has a network.',
  offline: 'The browser says that it has no network.',
  secure: 'This page was loaded over https, or from this very machine.',
  insecure:
    'This page was loaded over plain http. All of Chartroom works except saving folders; digests are computed by script, which is slower.',
  'through-proxy': 'Through this site’s proxy.',
  directly: 'Directly from this browser.',
  'same-site': `${SAME_SITE}.`,
  'no-mixing': 'The browser refuses none of these requests for lack of encryption.',
  mixed:
    'A page that was loaded over https may not reach a registry over plain http. The registry needs TLS.',
  'local-granted': 'You have allowed this site to reach the local network.',
  'local-denied':
    'The browser keeps this site from the local network. Allow it in the site settings, left of the address.',
  'local-asks': 'The browser will ask whether this site may reach the local network.',
  'local-unknown': 'This browser doesn’t say whether it lets sites reach the local network.',
  'local-itself': 'This page is from the local network itself.',
  'not-local': 'Its name doesn’t say that it is on the local network.',
  allowed: 'The site’s Content-Security-Policy lets the page reach it.',
  'refused-by-policy':
    'The site’s Content-Security-Policy keeps the page from it; nothing was sent. Its operator can add the registry in nginx.conf.',
  'nothing-sent': 'Nothing was sent.',
  answers: 'It answers.',
  'something-answers': 'Something answers there.',
  'no-answer':
    'No answer. The registry isn’t running, or not at this address; or the browser doesn’t trust its certificate; or it speaks plain http, which is used for localhost, and names below it, only.',
  silent: 'It took the request, and sent nothing for a quarter of a minute.',
  'site-unreachable': 'This site itself gives no answer.',
  'is-registry': ({ detail }) => `${detail} answers as a registry does.`,
  'no-registry': ({ detail }) =>
    `${detail} doesn’t answer as a registry would. It may be another server, or a sign-in page of the network.`,
  readable: 'Its answers say that this page may read them (CORS).',
  unreadable:
    'The browser hides the answer (CORS): Access-Control-Allow-Origin is missing, names another site, or comes twice. Or the network has a sign-in page of its own, which answers in the registry’s place.',
  'redirected-away':
    'It redirects to another address, which the site’s Content-Security-Policy keeps the page from: most often to the sign-in page of a network.',
  'not-readable-yet': 'There was no answer.',
  'preflight-passes':
    'The browser’s preflight (OPTIONS) is answered, and requests may carry a sign-in.',
  'preflight-wants-sign-in':
    'It answers the browser’s preflight (OPTIONS) with 401, as Distribution does wherever it asks for a sign-in, but a preflight never carries one. A server in front has to answer it.',
  'preflight-refused':
    'The browser’s preflight (OPTIONS) is refused, or doesn’t allow the header Authorization.',
  'authorization-refused':
    'Access-Control-Allow-Headers doesn’t name Authorization, without which no sign-in works.',
  'request-header-passes': ({ subject }) => `Requests may carry ${subject}.`,
  'request-header-refused': ({ subject }) =>
    `Access-Control-Allow-Headers doesn’t name ${subject}, without which nothing can be pushed; or errors carry no CORS headers.`,
  'method-passes': ({ subject }) => `Requests with ${subject} reach it.`,
  'method-refused': ({ subject }) =>
    `Requests with ${subject} don’t pass: Access-Control-Allow-Methods doesn’t name it, or errors carry no CORS headers.`,
  'header-read': ({ subject }) => `The page can read ${subject}.`,
  'header-hidden': ({ subject }) =>
    `An answer carries ${subject}, but the page can’t read it: Access-Control-Expose-Headers doesn’t name it.`,
  'header-not-met': ({ subject }) => `No answer so far should carry ${subject}.`,
  open: 'It asks for no sign-in.',
  basic: 'With user name and password, by the registry itself.',
  bearer: ({ detail }) => `With a token, which ${detail} gives.`,
  'challenge-hidden': 'It asks for a sign-in, but the page can’t read which kind.',
  'no-challenge': 'It asks for a sign-in, but doesn’t say of which kind.',
  accepted: ({ detail }) => `As ${detail}.`,
  'not-signed-in': 'You aren’t signed in.',
  'not-asked-for': 'None is asked for.',
  'allowed-to': ({ detail }) => `Tried with ${detail}.`,
  'name-a-repository': 'Name a repository above to try it with.',
  'on-request': 'Not tried yet: the button “Check pushing too” does.',
  deletes:
    'Asked to delete something that doesn’t exist, it looked for it: deletion is switched on.',
  keeps: 'Charts can’t be deleted there; at most their tags can.',
};

/** A line of a connection check as a person reads it. */
export interface CheckWords {
  title: string;
  outcome: CheckState;
  state: string;
  why: string;
  /** How certain the outcome is; empty where it is unknown. */
  sureness: string;
}

/**
 * A connection check as a person reads it. The checks that don't apply through a proxy share one
 * reason, so they become one line, in the place of the first of them.
 */
export function checkList(lines: readonly CheckLine[]): CheckWords[] {
  const spared = lines.filter(({ reason }) => reason === 'same-site');
  if (spared.length < 2) return lines.map(checkWords);
  return lines
    .filter((line) => line === spared[0] || !spared.includes(line))
    .map((line) => (line === spared[0] ? sparedWords(line, spared) : checkWords(line)));
}

function sparedWords(first: CheckLine, spared: readonly CheckLine[]): CheckWords {
  const titles = [...new Set(spared.map(({ id }) => id))].map((id) =>
    titleOf(spared.filter((line) => line.id === id)),
  );
  return {
    ...checkWords(first),
    title: 'Cross-origin rules',
    why: `${SAME_SITE}: ${titles.join('; ')}.`,
  };
}

function checkWords(line: CheckLine): CheckWords {
  return {
    title: titleOf([line]),
    outcome: line.state,
    state: STATES[line.state],
    why: reasonWords(line),
    sureness: line.state === 'unknown' ? '' : line.likely ? 'most likely' : 'certain',
  };
}

/** The title of a line, or of several about one matter. */
function titleOf(lines: readonly CheckLine[]): string {
  const subjects = lines.flatMap(({ subject }) => subject ?? []);
  const title = lines[0] ? TITLES[lines[0].id] : '';
  return subjects.length > 0 ? `${title}: ${subjects.join(', ')}` : title;
}

function reasonWords(line: CheckLine): string {
  if (line.reason === 'failed') {
    if (!line.error) return 'It failed.';
    const { what, next } = errorWords(ChartroomError.fromJSON(line.error));
    return `${what} ${next}`;
  }
  const words = REASONS[line.reason];
  return typeof words === 'string' ? words : words(line);
}
