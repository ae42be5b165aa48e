import type { ProtocolFault, RequestFacts } from '../core/errors.ts';
import { reasonWords, type ReasonWords } from './reasons.ts';

/** `text` with the HTTP status that came, if one did. */
export function withStatus(text: string, { status }: RequestFacts): string {
  return status === undefined ? `${text}.` : `${text} (HTTP ${status}).`;
}

/** What the registry itself said, from its error body; empty if it said nothing. */
export function registryAnswer({ faults = [] }: RequestFacts): string {
  const said = faults.map(({ code, message }) => (message ? `${message} (${code})` : code));
  return said.length > 0 ? `The registry says: ${said.join('; ')}.` : '';
}

const PROTOCOL: ReasonWords<ProtocolFault> = {
  'no-location': 'no Location',
  'location-elsewhere': 'a Location elsewhere',
  'no-token': 'no token',
  'too-long': 'the answer is longer than any should be',
  'no-list': ({ list }) => `no list of ${list}`,
  'endless-list': ({ list }) => `the list of ${list} does not end`,
  redirected: ({ origin }) => `redirected to ${origin}`,
};

/** How an answer breaks the protocol, to stand behind a colon. */
export function protocolFault(fault: ProtocolFault): string {
  return reasonWords(PROTOCOL, fault);
}
