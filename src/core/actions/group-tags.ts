import type { Digest } from '../digest.ts';
import type { ListedTag } from './sort-tags.ts';

/** Tags of one repository that name the same manifest. */
export interface TagGroup {
  /** The first in the list's order: its version, if any tag has one. */
  head: ListedTag;
  others: readonly ListedTag[];
}

/**
 * The tags with those of one digest together, in the place of the first. A tag whose digest isn't
 * known stands alone.
 */
export function groupTags(
  tags: readonly ListedTag[],
  digestOf: (tag: string) => Digest | undefined,
): TagGroup[] {
  const groups: { head: ListedTag; others: ListedTag[] }[] = [];
  const byDigest = new Map<Digest, ListedTag[]>();
  for (const listed of tags) {
    const digest = digestOf(listed.tag);
    const others = digest && byDigest.get(digest);
    if (others) {
      others.push(listed);
      continue;
    }
    const group = { head: listed, others: [] };
    groups.push(group);
    if (digest) byDigest.set(digest, group.others);
  }
  return groups;
}
