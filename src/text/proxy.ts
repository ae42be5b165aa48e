/** The words for what this site's proxy, or a server in front of the site, answers itself. */
import type { ErrorDetails, ProxyRefusal } from '../core/errors.ts';
import { FORWARDED } from './protocol.ts';
import { askedOf, hostOf, pathOf, withStatus, type Told } from './registry.ts';
import { LARGE_BODIES } from './requests.ts';

type Facts = ErrorDetails['proxy.refused'];

const GUIDE = 'docs/deployment.md in Chartroom’s repository';
const LOG = 'The error log of this site’s nginx says what went wrong.';

/** `host` is who was asked: the registry, or another host on its behalf. */
const WORDS: Record<ProxyRefusal, (host: string, path: string, facts: Facts) => Told> = {
  host: (host, _path, facts) =>
    isUpload(facts)
      ? {
          what: `${facts.registry} wants uploads sent to ${hostOf(facts.url)}, which this site’s proxy doesn’t serve; nothing was sent there.`,
          next: `${FORWARDED} If it is the registry’s own storage, whoever runs this site can add it to $listed_as in its nginx.conf.`,
        }
      : {
          what: `This site’s proxy doesn’t serve ${host}; nothing was sent there.`,
          next: 'Whoever runs this site can add it in its nginx.conf: a registry to $proxied, a registry’s token server to $listed_as.',
        },
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
  redirect: (host, _path, facts) => {
    const origin = redirectOrigin(facts);
    const row = origin ? ` the row "${facts.registry} ${origin}" 1;` : ' that host';
    return {
      what: `${host} redirects to ${origin ?? 'another host'}, and this site’s proxy doesn’t follow.`,
      next: `If it keeps its content there, whoever runs this site can add${row} to $redirect_is_allowed in its nginx.conf. Uploads are never redirected.`,
    };
  },
  unreachable: (host) => ({
    what: `This site’s proxy gets no answer from ${host}; is it running?`,
    next: `If it is, its address in this site’s nginx.conf ($registry_address) or its certificate may be wrong. ${LOG}`,
  }),
  gateway: (host) => ({
    what: `A server in front of ${host} gets no answer from it; is it running?`,
    next: 'See that the registry itself runs.',
  }),
  'no-http': (host) => ({
    what: `${host} ends the connection to this site’s proxy without an answer in HTTP.`,
    next: `See that the address and the scheme (http or https) of the registry are right in this site’s nginx.conf. ${LOG}`,
  }),
  front: (host, _path, facts) => front(host, facts),
  fault: () => ({
    what: 'This site’s proxy couldn’t pass the request on.',
    next: LOG,
  }),
};

/** What a server in front of the site says, by status. */
function front(host: string, facts: Facts): Told {
  if (facts.status === 413) {
    return {
      what: `A server in front of this site takes no request of that size (HTTP 413); it never reached ${host}.`,
      next: `${LARGE_BODIES} on that server: ${GUIDE}, “Behind another proxy”.`,
    };
  }
  return {
    what: withStatus(`A server in front of this site answers in the place of ${host}`, facts),
    next: `Reload the page: if that doesn’t work either, that server doesn’t reach the site, or wants a sign-in. ${GUIDE} has what it must pass on, “Behind another proxy”.`,
  };
}

/** Where the registry redirects to, as the proxy says in its answer; HEAD has none. */
function redirectOrigin({ faults = [] }: Facts): string | undefined {
  const origin = faults[0]?.detail;
  return typeof origin === 'string' ? origin : undefined;
}

/** Whether it is an upload to where the registry says; other hosts are only asked for tokens. */
function isUpload(facts: Facts): boolean {
  return ['PUT', 'PATCH'].includes(facts.method) && askedOf(facts) !== facts.registry;
}

/** What to say where the proxy answers in the place of a registry. */
export function proxyRefusal(facts: Facts): Told {
  return WORDS[facts.reason](askedOf(facts), pathOf(facts.url), facts);
}

/** What to say where the site itself doesn't tell which registries its proxy serves. */
export function siteUnreachable({ status }: ErrorDetails['site.unreachable']): Told {
  const answer = status === undefined ? 'gives no answer' : `answers with HTTP ${status}`;
  return {
    what: `This site ${answer} when it is asked which registries its proxy serves. Nothing was sent to a registry.`,
    next:
      status === 401
        ? 'The site wants a sign-in of its own: reload the page.'
        : 'Nothing typed or chosen is lost: press Go on once this site can be reached again.',
  };
}
