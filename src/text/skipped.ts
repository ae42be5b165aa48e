import type { SkippedEntry } from '../core/dependencies/repository-listing.ts';
import { ChartroomError } from '../core/errors.ts';
import { errorWords } from './errors.ts';
import { shownName } from './signs.ts';

/** An entry that Helm doesn't take either, and why. */
export function skippedWords({ chart, version, error }: SkippedEntry): string {
  const name = [chart, version].filter(Boolean).join(' ');
  const why = error
    ? errorWords(ChartroomError.fromJSON(error)).what
    : 'it has no address to download it from.';
  return `${shownName(name)}: ${why}`;
}
