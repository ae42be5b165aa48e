/** What chart repositories list, and what is known of their archives. */
import type { ListedFacts } from '../core/actions/listed-source.ts';

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
