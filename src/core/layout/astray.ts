import { reach } from '../content/reach.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { cosignSubject } from '../oci/referrer.ts';
import type { Layout } from './layout.ts';

/**
 * How many manifests in a layout are attached to nothing that it names: neither to an artifact, nor
 * to a manifest in one, nor to anything attached to those; what cosign attached by a tag only unless
 * it is to an artifact or a manifest in one (`copyWithReferrers`).
 */
export async function countAstray(layout: Layout): Promise<number> {
  const { artifacts, referrers, beside } = layout.listing;
  const named = new Set(artifacts.map(({ descriptor }) => descriptor.digest));
  for (const { descriptor } of artifacts) {
    for (const digest of await indexed(layout, descriptor)) named.add(digest);
  }
  const known = new Set(named);
  const referring = new Map<Digest, Digest[]>();
  for (const { subject, entry } of referrers) {
    const others = referring.get(subject);
    if (others) others.push(entry.digest);
    else referring.set(subject, [entry.digest]);
  }
  // A Set's iterator also visits what is added on the way.
  for (const digest of known) {
    for (const referrer of referring.get(digest) ?? []) known.add(referrer);
  }
  const lone = referrers.filter(({ subject }) => !known.has(subject));
  const subjects = [...beside.keys()].map(cosignSubject);
  return lone.length + subjects.filter((one) => one === undefined || !named.has(one)).length;
}

/** The digests in an index; none of one that can't be read, which is told when it is copied. */
async function indexed(layout: Layout, descriptor: Descriptor): Promise<Digest[]> {
  if (descriptor.mediaType !== OCI_INDEX) return [];
  try {
    const parts = await reach(descriptor, async (part) =>
      part.mediaType === OCI_INDEX ? layout.fetch(part) : undefined,
    );
    return parts.map(({ digest }) => digest);
  } catch (thrown) {
    const error = ChartroomError.from(thrown);
    if (error.code === 'aborted') throw error;
    return [];
  }
}
