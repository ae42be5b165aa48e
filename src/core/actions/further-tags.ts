import { compareVersions, parseStrictVersion, parseVersion } from '../semver/version.ts';
import { isTag, tagOf, versionOf } from '../oci/reference.ts';
import type { TagStanding } from './tag-standing.ts';

/** Tags as a person typed them, and what is typed there that can't be one. */
export interface TypedTags {
  tags: string[];
  invalid: string[];
}

/** Reads tags between spaces or commas, each once; `+` becomes `_`, as in Helm's references. */
export function parseTags(text: string): TypedTags {
  const words = [
    ...new Set(
      text
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(tagOf),
    ),
  ];
  return { tags: words.filter(isTag), invalid: words.filter((word) => !isTag(word)) };
}

/**
 * The tags that usually go along with a version: `1.2` and `1`, which name the newest of their
 * line, and `latest`. None for a pre-release, which nobody gets who doesn't ask for it; no `0`,
 * since versions before 1.0.0 promise nothing to each other (SemVer 2, section 4).
 */
export function usualTags(version: string): string[] {
  const { major, minor, prerelease } = parseVersion(version) ?? {};
  if (major === undefined || prerelease !== '') return [];
  const line = `${major}.${minor}`;
  return [line, ...(major > 0n ? [`${major}`] : []), 'latest'].filter(
    (tag) => tag !== tagOf(version),
  );
}

/**
 * The tags of another version that are of the same kinds as these of `version`: its line for a line,
 * and all that aren't of any kind as they are. A kind that the other version lacks is left out.
 */
export function sameKind(tags: readonly string[], version: string, other: string): string[] {
  const kinds = kindsOf(version);
  const named = tags.flatMap((tag) => {
    const kind = TAG_KINDS.find((one) => kinds[one] === tag);
    if (kind === undefined) return [tag];
    return usualTag(kind, other) ?? [];
  });
  return [...new Set(named)];
}

/** The kinds of tags that usually go along: the newest of `1.2`, of `1`, and of all. */
export const TAG_KINDS = ['minor', 'major', 'latest'] as const;

export type TagKind = (typeof TAG_KINDS)[number];

/** The usual tag of a kind; undefined where this version has none, as a pre-release. */
export function usualTag(kind: TagKind, version: string): string | undefined {
  const tag = kindsOf(version)[kind];
  return usualTags(version).includes(tag) ? tag : undefined;
}

function kindsOf(version: string): Record<TagKind, string> {
  const { major = 0n, minor = 0n } = parseVersion(version) ?? {};
  return { minor: `${major}.${minor}`, major: `${major}`, latest: 'latest' };
}

/**
 * Whether a tag stands for one version for good, which nothing else may come to be called; any other
 * is expected to move from version to version.
 */
export function isFixedTag(tag: string): boolean {
  return parseStrictVersion(versionOf(tag)) !== undefined;
}

/**
 * Whether a tag would be taken from what should keep it: a version's own tag from other content, or
 * any tag from a higher version, as when an older line gets a fix.
 */
export function isHeld({ tag, other }: TagStanding, version: string): boolean {
  if (!other) return false;
  const isHigher = other.version !== undefined && compareVersions(other.version, version) > 0;
  return isFixedTag(tag) || isHigher;
}
