import type { ErrorDetails, ProxyRefusal } from '../core/errors.ts';

/** What this site's proxy did, and what can be done about it. */
interface RefusalWords {
  what: string;
  next: string;
}

type Facts = ErrorDetails['proxy.refused'];

const GUIDE = 'docs/deployment.md in Chartroom’s repository';
const LOG = 'The error log of this site’s nginx says what went wrong.';

/** `host` is who was asked: the registry, or another host on its behalf. */
const WORDS: Record<ProxyRefusal, (host: string, path: string, facts: Facts) => RefusalWords> = {
  host: (host) => ({
    what: `This site’s proxy doesn’t serve ${host}; nothing was sent there.`,
    next: 'Whoever runs this site can add it in its nginx.conf: a registry to $proxied, a registry’s token server to $listed_as.',
  }),
  path: (host, path) => ({
    what: `This site’s proxy doesn’t pass on ${path}; nothing was sent to ${host}.`,
    next: 'If tokens are handed out there, whoever runs this site can add the path to $is_token_service in its nginx.conf.',
  }),
  caller: () => ({
    what: 'This site’s proxy doesn’t take this page for a page of its own.',
    next: `Reload the page. If that doesn’t help, a server in front of the site changes Host or Origin: ${GUIDE} has what it must pass on.`,
  }),
  request: (_, path) => ({
    what: `This site’s proxy can’t read the request for ${path}.`,
    next: LOG,
  }),
  'sign-in': () => ({
    what: 'This site itself wants a sign-in, which the page doesn’t send along.',
    next: `Whoever runs this site can have it sent with one line of its nginx.conf, $site_wants_sign_in: ${GUIDE}, “A password in front”. If it is set, reload the page and sign in.`,
  }),
  limit: (_host, _path, { retryAfter }) => ({
    what: 'This site’s proxy asks for fewer requests.',
    next: `Try again in ${retryAfter ?? 60} seconds.`,
  }),
  redirect: (host) => ({
    what: `${host} redirects to another host, and this site’s proxy doesn’t follow.`,
    next: 'If it keeps its content there, whoever runs this site can add that host to $redirect_is_allowed in its nginx.conf. Uploads are never redirected.',
  }),
  unreachable: (host) => ({
    what: `This site’s proxy gets no connection to ${host}.`,
    next: `See that the registry runs, and that its name and its certificate are right. ${LOG}`,
  }),
  gateway: (host) => ({
    what: `A server in front of ${host} gets no answer from it.`,
    next: 'See that the registry itself runs.',
  }),
  'no-http': (host) => ({
    what: `${host} ends the connection to this site’s proxy without an answer in HTTP.`,
    next: `See that the address and the scheme (http or https) of the registry are right in this site’s nginx.conf. ${LOG}`,
  }),
  fault: () => ({
    what: 'This site’s proxy couldn’t pass the request on.',
    next: LOG,
  }),
};

/** What to say where the proxy answers in the place of a registry. */
export function proxyRefusal(facts: Facts, host: string, path: string): RefusalWords {
  return WORDS[facts.reason](host, path, facts);
}
