import type { ListsTags, TransferOptions } from '../content/target.ts';
import { compareVersions, isLenientVersion, parseVersion } from '../semver/version.ts';
import { SortedTags, type ListedTag } from './sort-tags.ts';

/**
 * The version that came before: the highest one below `version`. Before a release it is a release,
 * if there is any. Undefined for what is no version, or the first one.
 *
 * @param tags in the order of `SortedTags`: versions first, the newest of them first
 */
export function predecessorOf(tags: readonly ListedTag[], version: string): ListedTag | undefined {
  if (!isLenientVersion(version)) return undefined;
  const lower = tags.filter(
    (each) => each.version !== undefined && compareVersions(each.version, version) < 0,
  );
  const isRelease = parseVersion(version)?.prerelease === '';
  return (isRelease && lower.find(({ prerelease }) => !prerelease)) || lower[0];
}

/** The same, asked of a repository: one request, or one for each page of its tags. */
export async function findPredecessor(
  repository: ListsTags,
  version: string,
  options: Pick<TransferOptions, 'signal'> = {},
): Promise<ListedTag | undefined> {
  const sorted = new SortedTags();
  sorted.add((await repository.tags(options)).names);
  return predecessorOf(sorted.list(), version);
}
