import { compareVersions } from '../semver/version.ts';
import { parseTags, usualTag, type TagKind } from './further-tags.ts';

/** Stands for a version, in what is typed for several. */
const VERSION = '{version}';

/** The tags that each of several charts is to get, by its version. */
export interface TagWish {
  kinds: readonly TagKind[];
  /** Tags between spaces or commas, as `parseTags` reads them; `v{version}` becomes `v1.2.3`. */
  others: string;
}

/** One of several charts. */
export interface Tagged {
  /** The registry and repository that it is in, or goes to. */
  repository: string;
  version: string;
}

/** What is typed that can't be a tag, whatever the version. */
export function invalidIn({ others }: TagWish): string[] {
  const model = others.replaceAll(VERSION, '1.2.3');
  return parseTags(model).invalid.map((word) => word.replaceAll('1.2.3', VERSION));
}

/**
 * Shares tags out among charts; `about` says what each is, or that it gets none. A tag names one thing
 * in a repository: of several charts there that would get it, the highest version does, and of equal
 * ones the first.
 */
export function shareTags<T>(
  wish: TagWish,
  charts: readonly T[],
  about: (chart: T) => Tagged | undefined,
): ReadonlyMap<T, readonly string[]> {
  const shared = new Map<T, string[]>();
  const takers = new Map<string, { chart: T; version: string }>();
  for (const chart of charts) {
    const { repository, version } = about(chart) ?? {};
    if (version === undefined) continue;
    for (const tag of tagsOf(wish, version)) {
      const place = `${repository}:${tag}`;
      const other = takers.get(place);
      if (other && compareVersions(other.version, version) >= 0) continue;
      if (other)
        shared.set(
          other.chart,
          (shared.get(other.chart) ?? []).filter((t) => t !== tag),
        );
      takers.set(place, { chart, version });
      shared.set(chart, [...(shared.get(chart) ?? []), tag]);
    }
  }
  return shared;
}

function tagsOf({ kinds, others }: TagWish, version: string): string[] {
  const usual = kinds.flatMap((kind) => usualTag(kind, version) ?? []);
  return [...new Set([...usual, ...parseTags(others.replaceAll(VERSION, version)).tags])];
}
