import type { RequestFacts } from '../core/errors.ts';
import { apiHost } from '../core/registry/endpoint.ts';

/** What happened, and what to do next. */
export interface Told {
  what: string;
  next: string;
}

/** `text` with the HTTP status that came, if one did. */
export function withStatus(text: string, { status }: RequestFacts): string {
  return status === undefined ? `${text}.` : `${text} (HTTP ${status}).`;
}

/** What the registry itself said, from its error body; empty if it said nothing. */
export function registryAnswer({ faults = [] }: RequestFacts): string {
  const said = faults.map(({ code, message }) => {
    // The sentence of ours that follows brings a full stop along.
    const words = message.trim().replace(/\.$/, '');
    if (words === '' || code === '') return words || code;
    return `${words} (${code})`;
  });
  return said.length > 0 ? `The registry says: ${said.join('; ')}.` : '';
}

/** The host that was asked: the registry, or another one on its behalf, such as a token server. */
export function askedOf({ registry, url }: RequestFacts): string {
  const host = hostOf(url);
  return host === undefined || isSameRegistry(host, registry)
    ? registry
    : `${host} (for ${registry})`;
}

/** The host of an address. */
export function hostOf(url: string): string | undefined {
  return /^\w+:\/\/([^/]*)/.exec(url)?.[1];
}

/** The path of an address. */
export function pathOf(url: string): string {
  return url.replace(/^\w+:\/\/[^/]*/, '');
}

function isSameRegistry(host: string, registry: string): boolean {
  return host === registry || host === apiHost(registry);
}
