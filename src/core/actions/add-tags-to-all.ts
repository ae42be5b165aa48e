import type { Destination, Source } from '../content/target.ts';
import { ChartroomError } from '../errors.ts';
import { addTags, type AddTagsOptions, type TagResult } from './set-tags.ts';

/** One of several manifests of a repository, and the tags that it is to get. */
export interface TagsToAdd {
  /** A tag that it has, or its digest. */
  name: string;
  tags: readonly string[];
}

export interface AddToAllOptions extends AddTagsOptions {
  onEnd?: ((item: TagsToAdd, results: readonly TagResult[]) => void) | undefined;
}

/**
 * Gives several manifests of a repository further tags, one after the other, as `addTags` does. What
 * keeps one from getting its tags stops none of the rest, but nothing more is asked of a registry
 * that wants a sign-in. After that and after an abort, which are thrown, what hasn't been told has
 * no further tag.
 */
export async function addTagsToAll(
  target: Source & Destination,
  items: readonly TagsToAdd[],
  { onEnd, ...options }: AddToAllOptions = {},
): Promise<void> {
  for (const item of items) {
    options.signal?.throwIfAborted();
    try {
      const { digest } = await target.resolve(item.name, options);
      onEnd?.(item, await addTags(target, digest, item.tags, options));
    } catch (thrown) {
      if (options.signal?.aborted) throw new ChartroomError('aborted', {}, { cause: thrown });
      const error = ChartroomError.from(thrown);
      if (error.code === 'auth.required') throw error;
      onEnd?.(
        item,
        item.tags.map((tag) => ({ tag, outcome: { kind: 'failed', error } })),
      );
    }
  }
}
