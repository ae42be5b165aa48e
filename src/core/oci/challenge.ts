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
  const text = header ?? '';
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(SEPARATORS);
    const scheme = take(TOKEN)?.[0].toLowerCase();
    if (scheme === undefined) return challenges;
    const parameters = new Map<string, string>();
    challenges.push({ scheme, parameters });
    if (take(TOKEN68)) continue;
    for (;;) {
      take(SEPARATORS);
      const start = at;
      const name = take(TOKEN)?.[0].toLowerCase();
      if (name === undefined || !take(EQUALS)) {
        // The next challenge's scheme, or the end.
        at = start;
        break;
      }
      const quoted = take(QUOTED)?.[1]?.replace(/\\(.)/g, '$1');
      parameters.set(name, quoted ?? take(BARE)?.[0] ?? '');
    }
  }
}
