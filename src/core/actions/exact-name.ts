import { tagOf, type SplitReference } from '../oci/reference.ts';
import { isLenientVersion } from '../semver/version.ts';

/**
 * The tag or digest that a reference names beyond doubt: anything else after the `:` may be a range
 * of versions. As in Helm, a digest takes precedence, and a full version is a tag and not a range.
 */
export function exactName({
  version = '',
  digest,
}: Pick<SplitReference, 'version' | 'digest'>): string | undefined {
  if (digest !== undefined) return digest;
  return isLenientVersion(version) ? tagOf(version) : undefined;
}
