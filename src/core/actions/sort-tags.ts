import { byteOrder } from '../go/byte-order.ts';
import { compareParsed, parseVersion, type Version } from '../semver/version.ts';
import { versionOf } from '../oci/reference.ts';
import { isReferrersTag } from '../oci/referrer.ts';

/** A tag of a repository, and the version that it stands for, if it does. */
export interface ListedTag {
  tag: string;
  version?: string;
}

/**
 * The tags of a repository as a person looks for them: versions with the newest first, then the
 * others by name. Tags that stand for what refers to a digest, signatures for instance, are left
 * out: they are no versions of anything.
 */
export function sortTags(tags: readonly string[]): ListedTag[] {
  const versions: { tag: string; text: string; version: Version }[] = [];
  const others: string[] = [];
  for (const tag of tags) {
    if (isReferrersTag(tag)) continue;
    const text = versionOf(tag);
    const version = parseVersion(text);
    if (version) versions.push({ tag, text, version });
    else others.push(tag);
  }
  versions.sort((a, b) => compareParsed(b.version, a.version) || byteOrder(a.tag, b.tag));
  return [
    ...versions.map(({ tag, text }) => ({ tag, version: text })),
    ...others.sort(byteOrder).map((tag) => ({ tag })),
  ];
}
