import type { KnownFacts } from '../core/actions/version-facts.ts';
import type { Digest } from '../core/digest.ts';

/** How many digests are remembered, in all lists together. */
const MOST_KNOWN = 20_000;

/** By digest, for as long as the tab is open: what a digest names never changes. */
export const known: KnownFacts = new Map();
/** What each tag named when it was last asked for, by its reference. */
const last = new Map<string, Digest>();

/** What a tag named when it was last asked for. */
export function lastDigest(reference: string): Digest | undefined {
  return last.get(reference);
}

/** Notes what a tag names now. */
export function rememberDigest(reference: string, digest: Digest): void {
  last.set(reference, digest);
  forgetOldest(last);
  forgetOldest(known);
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size <= MOST_KNOWN) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
