import { byteOrder } from '../go/byte-order.ts';
import { compareParsed, isStrictVersion, parseVersion, type Version } from '../semver/version.ts';
import { versionOf } from '../oci/reference.ts';
import { isReferrersTag } from '../oci/referrer.ts';

/** A tag of a repository, and the version that it stands for, if any. */
export interface ListedTag {
  tag: string;
  version?: string;
  /** It is a version before a release, such as `2.0.0-rc.1`. */
  prerelease?: true;
}

/**
 * The tags of a repository in the order in which a person looks for them: versions with the newest
 * first, then other tags by name. Tags that list the referrers of a digest, such as signatures, are
 * left out, since they don't name versions. A short one, such as `1.2`, is no version where there is
 * one of its line, such as `1.2.3`: it names whichever is the newest of them. Tags can be added page by page; those that are already
 * sorted aren't sorted again.
 */
export class SortedTags {
  #versions: TaggedVersion[] = [];
  #others: string[] = [];

  add(tags: readonly string[]): void {
    const versions: TaggedVersion[] = [];
    const others: string[] = [];
    for (const tag of tags) {
      if (isReferrersTag(tag)) continue;
      const text = versionOf(tag);
      const version = parseVersion(text);
      if (version) versions.push({ listed: listedAs(tag, text, version), version });
      else others.push(tag);
    }
    this.#versions = merged(this.#versions, versions.sort(newestFirst), newestFirst);
    this.#others = merged(this.#others, others.sort(byteOrder), byteOrder);
  }

  list(): ListedTag[] {
    const lines = new Set(this.#versions.flatMap(linesOf));
    const [lineTags, versions] = [[] as string[], [] as ListedTag[]];
    for (const { listed } of this.#versions) {
      if (lines.has(listed.tag)) lineTags.push(listed.tag);
      else versions.push(listed);
    }
    const others = merged(this.#others, lineTags.sort(byteOrder), byteOrder);
    return [...versions, ...others.map((tag) => ({ tag }))];
  }
}

interface TaggedVersion {
  listed: ListedTag;
  version: Version;
}

/** The short tags that would name the newest version of this one's line. */
function linesOf({ listed, version: { major, minor } }: TaggedVersion): string[] {
  if (!isStrictVersion(versionOf(listed.tag).replace(/^v/, ''))) return [];
  return [`${major}.${minor}`, `${major}`].flatMap((line) => [line, `v${line}`]);
}

function listedAs(tag: string, text: string, { prerelease }: Version): ListedTag {
  return { tag, version: text, ...(prerelease !== '' && { prerelease: true as const }) };
}

function newestFirst(a: TaggedVersion, b: TaggedVersion): number {
  return compareParsed(b.version, a.version) || byteOrder(a.listed.tag, b.listed.tag);
}

/** Merges two sorted lists. */
function merged<T>(a: T[], b: T[], compare: (a: T, b: T) => number): T[] {
  if (b.length === 0) return a;
  const all: T[] = [];
  let i = 0;
  for (const item of b) {
    while (i < a.length && compare(a[i] as T, item) <= 0) all.push(a[i++] as T);
    all.push(item);
  }
  // Not with push(...), whose number of arguments is limited by the stack.
  return all.concat(a.slice(i));
}

/** The tags without those in `gone`. */
export function without(tags: readonly ListedTag[], gone: readonly string[]): ListedTag[] {
  const names = new Set(gone);
  return tags.filter(({ tag }) => !names.has(tag));
}
