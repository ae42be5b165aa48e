import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { Resolves, Untags } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import { isUntaggingOff } from '../registry/deletion.ts';

/** What became of one tag that was to be removed. */
export type UntagOutcome =
  /** What it named stays there, under its digest. */
  | { kind: 'removed'; digest: Digest }
  /** It was gone already. */
  | { kind: 'absent' }
  /** The registry said that it removes the tag, and still has it. */
  | { kind: 'kept'; digest: Digest }
  | { kind: 'failed'; error: ChartroomError };

export interface UntagOptions {
  signal?: AbortSignal | undefined;
  onEnd?: ((tag: string, outcome: UntagOutcome) => void) | undefined;
}

/**
 * Removes tags, and leaves what they name, which not every registry can (distribution-spec,
 * "Deleting tags"). One failure doesn't stop the rest, but nothing more is asked of a registry that
 * removes no tag alone, `registry.keeps-tags`, or wants a sign-in: what has no outcome then was left
 * as it is. So it is after an abort, which is thrown.
 */
export async function untag(
  target: Resolves & Untags,
  tags: readonly string[],
  { signal, onEnd }: UntagOptions = {},
): Promise<void> {
  for (const tag of tags) {
    signal?.throwIfAborted();
    try {
      onEnd?.(tag, await untagOne(target, tag, signal));
    } catch (thrown) {
      if (signal?.aborted) throw new ChartroomError('aborted', {}, { cause: thrown });
      if (isUntaggingOff(thrown)) {
        throw new ChartroomError('registry.keeps-tags', thrown.data, { cause: thrown });
      }
      const error = ChartroomError.from(thrown);
      if (error.code === 'auth.required') throw error;
      onEnd?.(tag, { kind: 'failed', error });
    }
  }
}

async function untagOne(
  target: Resolves & Untags,
  tag: string,
  signal: AbortSignal | undefined,
): Promise<UntagOutcome> {
  const digest = await named(target, tag, signal);
  if (!digest) return { kind: 'absent' };
  try {
    await target.untag(tag, { signal });
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return { kind: 'absent' };
    throw error;
  }
  return { kind: (await named(target, tag, signal)) === digest ? 'kept' : 'removed', digest };
}

async function named(target: Resolves, tag: string, signal: AbortSignal | undefined) {
  try {
    return (await target.resolve(tag, { signal })).digest;
  } catch (error) {
    if (isChartroomError(error, 'tag.not-found')) return undefined;
    throw error;
  }
}

/** A tag, and those that name the same manifest. */
export interface SharedTag {
  tag: string;
  others: readonly string[];
}

/**
 * Which tags of a repository name the same as each of `tags`: they go along if its manifest is
 * deleted. That takes a request for each of `all`.
 */
export async function sharedTags(
  target: Resolves,
  tags: readonly string[],
  all: readonly string[],
  { signal }: Pick<UntagOptions, 'signal'> = {},
): Promise<SharedTag[]> {
  const names = [...new Set([...all, ...tags])];
  const limits = { limit: REQUESTS_AT_ONCE, signal };
  const digests = await mapLimited(names, limits, (tag, own) => named(target, tag, own));
  const digestOf = new Map(names.map((tag, i) => [tag, digests[i]]));
  return tags.flatMap((tag) => {
    const digest = digestOf.get(tag);
    if (!digest) return [];
    return [{ tag, others: names.filter((one) => one !== tag && digestOf.get(one) === digest) }];
  });
}
