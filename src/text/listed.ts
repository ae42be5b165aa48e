/** What chart repositories list, and what is known of their archives. */
import type { ListedFacts } from '../core/actions/listed-source.ts';
import type { SkippedEntry } from '../core/dependencies/repository-listing.ts';
import { ChartroomError } from '../core/errors.ts';
import { errorWords } from './errors.ts';
import { shownName } from './signs.ts';

const DIGESTS: Record<ListedFacts['digest'], string> = {
  equal: 'its digest is the one in the index',
  none: 'the index has no digest to compare it with',
};

const PROVENANCE: Record<ListedFacts['provenance'], string> = {
  there: 'with its .prov',
  none: 'no .prov beside it',
  unknown: 'whether there is a .prov can’t be read here',
};

/** `its digest is the one in the index, with its .prov` */
export function listedWords({ digest, provenance }: ListedFacts): string {
  return `${DIGESTS[digest]}, ${PROVENANCE[provenance]}`;
}

/** An entry that Helm doesn't take either, and why. */
export function skippedWords({ chart, version, error }: SkippedEntry): string {
  const name = [chart, version].filter(Boolean).join(' ');
  const why = error
    ? errorWords(ChartroomError.fromJSON(error)).what
    : 'it has no address to download it from.';
  return `${shownName(name)}: ${why}`;
}
