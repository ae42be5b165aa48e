import type { Listing } from '../content/target.ts';
import { ChartroomError } from '../errors.ts';
import { versionOf } from '../oci/reference.ts';
import { parseConstraint } from '../semver/constraint.ts';
import { compareParsed, parseStrictVersion, type Version } from '../semver/version.ts';

/**
 * The version that `helm pull --version <constraint>` takes from a repository with these tags (helm
 * `pkg/registry/tag.go`, `Client.Tags`), or undefined if none fits. `_` in a tag stands for `+`;
 * tags that aren't strict SemVer 2, such as `v1.2.3` and `latest`, are ignored. A tag that equals
 * the constraint wins, otherwise the highest version that the constraint accepts; an empty
 * constraint accepts every release.
 *
 * @throws `version.constraint-invalid`
 */
export function resolveVersion(tags: readonly string[], constraint: string): string | undefined {
  const versions = versionsOf(tags);
  if (versions.some(({ text }) => text === constraint)) return constraint;
  const wanted = parseConstraint(constraint === '' ? '*' : constraint);
  if (!wanted) throw new ChartroomError('version.constraint-invalid', { constraint });
  return versions.find(({ version }) => wanted.accepts(version))?.text;
}

/**
 * The version that `resolveVersion` takes from a list of tags.
 *
 * @param repository what errors call the place that the list is from
 * @throws `version.none-fits`, or `version.unproven` where a higher one may not have been listed
 */
export function resolveListed(listing: Listing, range: string, repository: string): string {
  const version = resolveVersion(listing.names, range);
  if (listing.end !== 'whole' && version !== range) {
    throw new ChartroomError('version.unproven', { repository, range, found: version });
  }
  if (version === undefined) {
    const offered = offeredOf(versionsOf(listing.names).map(({ text }) => text));
    throw new ChartroomError('version.none-fits', { repository, range, ...offered });
  }
  return version;
}

const MOST_OFFERED = 5;

/** The first of some versions, highest first, to be told where none fits; nothing if there are none. */
export function offeredOf(versions: readonly string[]): { offered?: string[] } {
  return versions.length > 0 ? { offered: versions.slice(0, MOST_OFFERED) } : {};
}

/** The tags that are versions, highest first. */
function versionsOf(tags: readonly string[]): { text: string; version: Version }[] {
  return tags
    .map(versionOf)
    .flatMap((text) => {
      const version = parseStrictVersion(text);
      return version ? [{ text, version }] : [];
    })
    .sort((a, b) => compareParsed(b.version, a.version));
}
