/** Artifacts with what is attached to them, kept as files: signed by programs that few machines have. */
import { readFileSync } from 'node:fs';
import type { ListsReferrers, Source, StoredManifest } from '../../src/core/content/target.ts';
import { ChartroomError } from '../../src/core/errors.ts';
import type { Digest } from '../../src/core/digest.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { referrerIn } from '../../src/core/oci/referrer.ts';
import { digestOf } from '../../src/core/oci/digest.ts';

/** A repository as a file: everything that is needed to check what is attached to `subject`. */
export interface KeptRepository {
  subject: Digest;
  /** The texts of the manifests, with the tags that name them. */
  manifests: { text: string; tags: string[] }[];
  /** The contents of layers in base64, by their digests. */
  blobs: Record<Digest, string>;
  /** The PEM of keys and certificates, by names. */
  trust: Record<string, string>;
}

/** One of the files in `tests/fixtures/attached`. */
export function readKept(name: string): KeptRepository {
  const path = new URL(`../fixtures/attached/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as KeptRepository;
}

/** The kept repository as a place to read from. */
export async function openKept({
  manifests,
  blobs,
}: Pick<KeptRepository, 'manifests' | 'blobs'>): Promise<Source & ListsReferrers> {
  const stored = await Promise.all(
    manifests.map(async ({ text, tags }) => {
      const blob = new Blob([text]);
      const digest = await digestOf(blob);
      const descriptor = { mediaType: OCI_MANIFEST, digest, size: blob.size };
      return { text, names: [...tags, digest], descriptor, blob };
    }),
  );
  const find = (name: string): StoredManifest => {
    const found = stored.find(({ names }) => names.includes(name));
    if (!found) throw new ChartroomError('tag.not-found', { reference: name });
    return found;
  };
  return {
    local: true,
    resolve: async (name) => find(name).descriptor,
    fetchManifest: async (name) => find(name),
    fetch: async ({ digest, mediaType }) => {
      if (mediaType === OCI_MANIFEST) return find(digest).blob;
      const content = blobs[digest];
      if (content === undefined) throw new ChartroomError('blob.not-found', { digest });
      return new Blob([Buffer.from(content, 'base64')]);
    },
    referrers: async (digest) => ({
      entries: stored.flatMap(({ descriptor, text }) => {
        const referrer = referrerIn(descriptor, text);
        return referrer?.subject.digest === digest ? [referrer.entry] : [];
      }),
      end: 'whole',
    }),
  };
}
