import type { Destination, Source, StoredManifest } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import { isManifestType } from '../oci/media-types.ts';
import { tagStandings, type TagStanding } from './tag-standing.ts';

/** What became of one tag. */
export type TagOutcome =
  /** `before` is what it named until then, if it named something. */
  | { kind: 'set'; before?: TagStanding['other'] }
  /** It named this manifest already. */
  | { kind: 'unchanged' }
  /** It names something else and was left so. */
  | { kind: 'differs'; other: NonNullable<TagStanding['other']> }
  | { kind: 'failed'; error: ChartroomError };

/** A tag with what became of it. */
export interface TagResult {
  tag: string;
  outcome: TagOutcome;
}

/**
 * Gives a manifest that is stored further tags, in one request where the destination can do that,
 * else one after the other. One failure doesn't stop the rest; after an abort the rest fails as
 * `aborted`. `tell` is called with each tag and what became of it.
 */
export async function setTags(
  destination: Destination,
  { descriptor, blob }: StoredManifest,
  tags: readonly string[],
  tell: (tag: string, outcome: { kind: 'set' } | { kind: 'failed'; error: ChartroomError }) => void,
  signal?: AbortSignal,
): Promise<void> {
  const left = new Set(tags);
  for (const tag of tags) {
    // It may have been set together with one before it.
    if (!left.delete(tag)) continue;
    const onTags = (set: readonly string[]) => {
      for (const one of set) if (left.delete(one)) tell(one, { kind: 'set' });
    };
    try {
      signal?.throwIfAborted();
      await destination.push(descriptor, blob, { signal, tag, also: [...left], onTags });
      tell(tag, { kind: 'set' });
    } catch (thrown) {
      const error = signal?.aborted
        ? new ChartroomError('aborted', {}, { cause: thrown })
        : ChartroomError.from(thrown);
      tell(tag, { kind: 'failed', error });
    }
  }
}

export interface AddTagsOptions {
  signal?: AbortSignal | undefined;
  /** The tags that may be taken from what they name now. */
  move?: readonly string[];
}

/**
 * Gives a manifest of a repository further tags. A tag that names something else is left as it is
 * (`differs`), unless it may be moved: it is looked at just before. Returns what became of each, in
 * their order; throws what keeps it from reading the manifest or looking at the tags.
 */
export async function addTags(
  target: Source & Destination,
  digest: Digest,
  tags: readonly string[],
  { signal, move = [] }: AddTagsOptions = {},
): Promise<TagResult[]> {
  const stored = await target.fetchManifest(digest, { signal });
  const { mediaType } = stored.descriptor;
  // What comes under another type would be stored as a blob, which has no tags.
  if (!isManifestType(mediaType)) {
    throw new ChartroomError('manifest.not-chart', { found: [mediaType] });
  }
  const standings = await tagStandings(target, tags, digest, { signal });
  const outcomes = new Map<string, TagOutcome>();
  const wanted: string[] = [];
  for (const { tag, same, other } of standings) {
    if (same) outcomes.set(tag, { kind: 'unchanged' });
    else if (other && !move.includes(tag)) outcomes.set(tag, { kind: 'differs', other });
    else wanted.push(tag);
  }
  const before = new Map(standings.map(({ tag, other }) => [tag, other]));
  const tell = (tag: string, outcome: TagOutcome) =>
    outcomes.set(tag, outcome.kind === 'set' ? { kind: 'set', before: before.get(tag) } : outcome);
  await setTags(target, stored, wanted, tell, signal);
  return tags.flatMap((tag) => {
    const outcome = outcomes.get(tag);
    return outcome ? [{ tag, outcome }] : [];
  });
}
