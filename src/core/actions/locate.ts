import { parseConstraint } from '../semver/constraint.ts';
import { resolveListed } from '../dependencies/resolve-version.ts';
import { ChartroomError } from '../errors.ts';
import { formatReference, isTag, splitReference, tagOf } from '../oci/reference.ts';
import type { Reference } from '../oci/reference.ts';
import type { ListsTags } from '../content/target.ts';
import { exactName } from './exact-name.ts';

/** A place to pull from, with the manifest's name there or a range of acceptable versions. */
export type Wanted = Omit<Reference, 'tag' | 'digest'> & ({ name: string } | { range: string });

/**
 * Reads what a person wants to pull. The `:` may be followed by a tag or by a range of versions, as
 * `helm pull` takes in `--version`: `^1.2`, `~1`, `>=1 <2`, `1.x`, `1.0 - 2.0`. As in Helm, a full
 * version is a tag and not a range, a digest takes precedence over a tag or range, and neither of
 * them means the newest release.
 */
export function parseWanted(text: string): Wanted {
  const { registry, repository, version = '', digest } = splitReference(text);
  const place = { registry, repository };
  const exact = exactName({ version, digest });
  if (exact === undefined && version === '') return { ...place, range: '' };
  if (exact === undefined && parseConstraint(version)) return { ...place, range: version };
  const name = exact ?? tagOf(version);
  if (name === digest || isTag(name)) return { ...place, name };
  throw new ChartroomError('reference.invalid', { reference: text, reason: 'tag' });
}

/**
 * The reference to pull. Only a range costs a request: the tags are listed, and the highest version
 * within the range is taken (helm `pkg/registry/client.go`, `ValidateReference`). A tag that is
 * spelled exactly like the range, such as `1.x`, takes precedence.
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
