/** The words for answers that break the distribution protocol. */
import type { ErrorDetails, ProtocolFault } from '../core/errors.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';
import { askedOf, withStatus, type Told } from './registry.ts';

type Facts = ErrorDetails['registry.protocol'];

/** What to set where a registry gives itself another address than people use. */
export const FORWARDED =
  'If that should be the registry, the server in front of it must pass on Host with its port, and X-Forwarded-Proto; Distribution also takes its address from http.host in its configuration.';

/** Where web pages come from that aren't a registry's. */
const PAGES =
  'Check the address. Where the network wants a sign-in of its own, sign in there in another tab, then try again.';

/** The faults that are told in one way. */
type Other = Exclude<
  ProtocolFault,
  { reason: 'no-location' | 'location-elsewhere' | 'no-registry' | 'web-page' }
>;

const FAULTS: ReasonWords<Other> = {
  'no-token': 'no token',
  'too-long': 'the answer is longer than any should be',
  'no-list': ({ list }) => `no list of ${list}`,
  'endless-list': ({ list }) => `the list of ${list} does not end`,
  redirected: ({ origin }) => `redirected to ${origin ?? 'another address'}`,
};

/** How an answer breaks the protocol, and what can be done about it. */
export function protocolWords(facts: Facts): Told {
  const host = askedOf(facts);
  switch (facts.reason) {
    case 'no-location':
      return facts.hidden ? hiddenLocation(host) : noLocation(host);
    case 'no-registry':
      return {
        what: withStatus(
          `${host} answers, but not as a registry: with a web page, or something else that isn’t of the API`,
          facts,
        ),
        next: PAGES,
      };
    case 'web-page':
      return {
        what: withStatus(`${host} answers with a web page in place of what was asked for`, facts),
        next: PAGES,
      };
    case 'location-elsewhere':
      return {
        what: withStatus(
          `${host} wants uploads sent to ${facts.location ?? 'what isn’t a web address'}; nothing was sent there`,
          facts,
        ),
        next: FORWARDED,
      };
    default:
      return {
        what: withStatus(
          `${host} gave an answer no registry should give: ${reasonWords(FAULTS, facts)}`,
          facts,
        ),
        next: 'Check that this is an OCI registry, and not a web page or a chart repository of the older kind.',
      };
  }
}

function hiddenLocation(host: string): Told {
  return {
    what: `${host} takes the upload, but this page can’t read where to send it: the header Location is hidden (CORS), or missing.`,
    next: 'Access-Control-Expose-Headers has to name Location: the connection check has all that it needs.',
  };
}

function noLocation(host: string): Told {
  return {
    what: `${host} takes the upload, but doesn’t say where to send it: there is no Location that this site’s proxy could pass on.`,
    next: 'A server in front of the registry may remove or garble the header; the registry’s log has the answer as it was sent.',
  };
}
