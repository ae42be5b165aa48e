/** Tags in words: what to know before they are set. */
import type { TagKind } from '../core/actions/further-tags.ts';
import { versionOf } from '../core/oci/reference.ts';
import { isLenientVersion } from '../core/semver/version.ts';
import { fewOf } from './lists.ts';

/** Text that can't be a tag; undefined if there is none. */
export function invalidTags(invalid: readonly string[]): string | undefined {
  if (invalid.length === 0) return undefined;
  return `${fewOf(invalid)} can’t be a tag: a tag is letters, digits, . _ - and at most 128 of them.`;
}

/**
 * What Helm does with such tags: it takes a tag only if it reads as a version, however short (helm
 * `pkg/registry/client.go`, `ValidateReference`).
 */
export function helmOfTags(tags: readonly string[], typed = ''): string | undefined {
  if (typed.includes('+')) return 'A tag can’t hold a +: it becomes _, as Helm has it.';
  const words = tags.filter((tag) => !isLenientVersion(versionOf(tag)));
  if (words.length === 0) return undefined;
  return `Helm can’t ask for ${fewOf(words)}: it takes tags that are versions, as 1.2 is. Other tools and this page can.`;
}

/** A kind of tag that usually goes along with a version, beside its box. */
export function kindOfTag(kind: TagKind): string {
  return { minor: '1.2 of 1.2.3', major: '1 of 1.2.3', latest: 'latest' }[kind];
}

/** What can be typed where several charts get tags. */
export const COMMON_HINT =
  'v{version} becomes v1.2.3. Of several versions in one repository the highest gets a tag.';
