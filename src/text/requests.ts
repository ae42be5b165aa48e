/** The words for requests that a registry, or a server on the way to it, doesn't answer as it should. */
import type { ErrorDetails, RequestFacts } from '../core/errors.ts';
import { askedOf, pathOf, registryAnswer, withStatus, type Told } from './registry.ts';
import { count, grouped } from './units.ts';

/** No response arrived. */
export function unanswered(facts: ErrorDetails['registry.unreachable']): Told {
  const host = askedOf(facts);
  if (facts.proxied) {
    return {
      what: `This site gives no answer, and its proxy is the way to ${host}.`,
      next: 'Nothing typed or chosen is lost: try again once this site can be reached. The registry itself may well be running.',
    };
  }
  if (facts.silence === undefined) {
    return {
      what: `No answer from ${host}.`,
      next: 'Check that the registry is running, and that the host and port are right. If they are, it may refuse requests from web pages: then it needs CORS headers, or this site’s proxy.',
    };
  }
  return {
    what: `No answer from ${host} within ${duration(facts.silence)}.`,
    next: 'It may be busy, or something on the way keeps the request. Try again; if it happens again, the registry’s log says whether the request arrived there.',
  };
}

/** The site's policy keeps the page from the registry, or from where it redirects to. */
export function notAllowed(facts: ErrorDetails['registry.not-allowed']): Told {
  if (facts.redirected) {
    return {
      what: `${askedOf(facts)} redirects to another address, which this site doesn’t let its page reach.`,
      next: 'If the registry keeps its blobs there, whoever runs this site can add that address in nginx.conf to $direct, or the registry to $proxied. Else the network may have a sign-in page of its own, which answers in the registry’s place: sign in there in another tab, then try again.',
    };
  }
  return {
    what: `This site doesn’t let its page reach ${facts.registry}; nothing was sent.`,
    next: 'The operator of this site can add the registry in nginx.conf: to the registries that the site proxies, or to those that the page may reach directly.',
  };
}

/** A response broke off. */
export function cutShort(facts: ErrorDetails['registry.cut-short']): Told {
  const { received, expected } = facts;
  const came =
    expected === undefined
      ? count(received, 'byte')
      : `${grouped(received)} of ${count(expected, 'byte')}`;
  return {
    what: `The answer of ${askedOf(facts)} broke off after ${came}.`,
    next: 'Nothing of it was kept. Try again; if it breaks off at the same place, the content is damaged in the registry, or a server on the way limits the size or time of answers.',
  };
}

/** The registry, or a server in front of it, refused a request. */
export function refused(facts: RequestFacts): Told {
  const byServer = inFront(facts);
  if (byServer) return byServer;
  return {
    what: withStatus(`${facts.registry} refused ${facts.method} ${pathOf(facts.url)}`, facts),
    next: registryAnswer(facts) || 'The registry’s log says why.',
  };
}

/** The registry asks for a pause. */
export function rateLimited(facts: ErrorDetails['registry.rate-limited']): Told {
  const pause =
    facts.retryAfter === undefined
      ? 'Wait a minute, then try again.'
      : `Try again in ${duration(facts.retryAfter)}.`;
  return {
    what: `${facts.registry} asks for fewer requests.`,
    next: [registryAnswer(facts), pause].join(' ').trimStart(),
  };
}

/**
 * What a server in front of the registry says in its place. Registries explain themselves by codes;
 * a status without one comes from a server that isn't a registry.
 */
function inFront(facts: RequestFacts): Told | undefined {
  const { registry, status, faults = [] } = facts;
  if (faults.some(({ code }) => code !== '')) return undefined;
  switch (status) {
    case 413:
      return {
        what: withStatus(
          `A server in front of ${registry} takes no request of that size; it never reached the registry`,
          facts,
        ),
        next: `${LARGE_BODIES} there.`,
      };
    case 502:
    case 504:
      return {
        what: withStatus(`A server in front of ${registry} gets no answer from it`, facts),
        next: 'Is the registry running? The log of that server says what it tried.',
      };
    default:
      return undefined;
  }
}

/** What lets large requests pass a server; the place follows. */
export const LARGE_BODIES =
  'Its limit for requests has to go: in nginx client_max_body_size 0, in Traefik the middleware Buffering, in Apache LimitRequestBody 0,';

function duration(seconds: number): string {
  return seconds % 60 === 0 && seconds > 0
    ? count(seconds / 60, 'minute')
    : count(seconds, 'second');
}
