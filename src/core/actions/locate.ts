import { parseConstraint } from '../semver/constraint.ts';
import { resolveListed } from '../dependencies/resolve-version.ts';
import { isLenientVersion } from '../semver/version.ts';
import { ChartroomError } from '../errors.ts';
import { formatReference, isTag, splitReference, tagOf } from '../oci/reference.ts';
import type { Reference } from '../oci/reference.ts';
import type { ListsTags } from '../content/target.ts';

/** A place to pull from: what names the manifest there, or the versions that would do. */
export type Wanted = Omit<Reference, 'tag' | 'digest'> & ({ name: string } | { range: string });

/**
 * Reads what a person wants to pull. After the `:` may stand a tag or, where `helm pull` has
 * `--version`, a range of versions: `^1.2`, `~1`, `>=1 <2`, `1.x`, `1.0 - 2.0`. As in Helm a
 * version is taken for a tag and not for a range, a digest decides whatever stands beside it,
 * and nothing means the newest release.
 */
export function parseWanted(text: string): Wanted {
  const { registry, repository, version, digest } = splitReference(text);
  const place = { registry, repository };
  if (digest !== undefined) return { ...place, name: digest };
  if (version === undefined || version === '') return { ...place, range: '' };
  if (!isLenientVersion(version) && parseConstraint(version)) return { ...place, range: version };
  const tag = tagOf(version);
  if (isTag(tag)) return { ...place, name: tag };
  throw new ChartroomError('reference.invalid', { reference: text, reason: 'tag' });
}

/**
 * The reference of what is wanted. Only a range costs a request: the tags are listed, and the
 * highest version in it is taken (helm `pkg/registry/client.go`, `ValidateReference`). A tag
 * that is spelled like the range, `1.x`, is taken before it.
 */
export async function locate(
  repository: ListsTags,
  wanted: Wanted,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<string> {
  if ('name' in wanted) return wanted.name;
  const listing = await repository.tags(options);
  if (listing.names.includes(wanted.range)) return wanted.range;
  const place = formatReference({ registry: wanted.registry, repository: wanted.repository });
  return tagOf(resolveListed(listing, wanted.range, place));
}
