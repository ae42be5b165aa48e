import { HeaderReader } from './header-reader.ts';

/** One way to sign in that a server offers: a scheme with its parameters. */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  scheme: string;
  /** By name in lower case. */
  parameters: Map<string, string>;
}

const SEPARATORS = /[\s,]*/y;
const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const TOKEN68 = /[ \t]+[A-Za-z0-9\-._~+/]+=*[ \t]*(?=,|$)/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)(?:"|$)/y;
const BARE = /[^\s,]*/y;

/**
 * The challenges in a WWW-Authenticate header, or in several joined by commas (RFC 9110, 11.6.1).
 * Unquoted values may contain characters that need quotes, such as those of an address (zot:
 * `bearer realm=https://…`). Everything after an unreadable part is ignored.
 */
export function parseChallenges(header: string | null): Challenge[] {
  const challenges: Challenge[] = [];
  const reader = new HeaderReader(header ?? '');
  for (;;) {
    reader.take(SEPARATORS);
    const scheme = reader.take(TOKEN)?.[0].toLowerCase();
    if (scheme === undefined) return challenges;
    const parameters = new Map<string, string>();
    challenges.push({ scheme, parameters });
    if (reader.take(TOKEN68)) continue;
    for (;;) {
      reader.take(SEPARATORS);
      const start = reader.at;
      const name = reader.take(TOKEN)?.[0].toLowerCase();
      if (name === undefined || !reader.take(EQUALS)) {
        // The next challenge's scheme, or the end.
        reader.at = start;
        break;
      }
      const quoted = reader.take(QUOTED)?.[1]?.replace(/\\(.)/g, '$1');
      parameters.set(name, quoted ?? reader.take(BARE)?.[0] ?? '');
    }
  }
}
