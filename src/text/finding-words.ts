import type { FindingArgs, FindingCode } from '../core/lint/codes.ts';

/** A finding as a person reads it: what is so, why it matters, and what to do. */
export interface FindingWords {
  what: string;
  why: string;
  next: string;
}

/** What a chart was read from, of which different things are true. */
export type Origin = 'folder' | 'archive';

/** The words of some rules. */
export type WordsOf<Codes extends FindingCode> = {
  [C in Codes]: (args: FindingArgs[C], origin: Origin) => FindingWords;
};

/** Why a fault matters that keeps a chart from being loaded. */
export const NOT_LOADED = 'Helm refuses to load such a chart, so nobody could install it.';

export const ONLY_HELM_4 = 'Helm 4 complains, Helm 3 says nothing.';

/**
 * A sentence, a blank before it, on what may be behind something that isn't in a chosen folder. A
 * page can't tell a link from what was never there: Chromium neither lists links in a folder nor
 * finds them by name, however it was chosen. An archive holds none.
 */
export function mayBeLink(what: string, origin: Origin): string {
  if (origin === 'archive') return '';
  return ` If ${what} is a symbolic link: browsers leave links out of a chosen folder; helm follows them.`;
}
