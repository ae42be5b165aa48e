import type { RequestFacts } from '../core/errors.ts';

/** `text` with the HTTP status that came, if one did. */
export function withStatus(text: string, { status }: RequestFacts): string {
  return status === undefined ? `${text}.` : `${text} (HTTP ${status}).`;
}

/** What the registry itself said, from its error body; empty if it said nothing. */
export function registryAnswer({ faults = [] }: RequestFacts): string {
  const said = faults.map(({ code, message }) => (message ? `${message} (${code})` : code));
  return said.length > 0 ? `The registry says: ${said.join('; ')}.` : '';
}
