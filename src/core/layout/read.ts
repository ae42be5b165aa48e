import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Digest } from '../digest.ts';
import { isRecord, parseJson } from '../json.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { isDigest } from '../oci/digest.ts';
import { parseManifest, type Index } from '../oci/manifest.ts';
import { MAX_MANIFEST_SIZE } from '../oci/media-types.ts';
import { isManifestType, OCI_INDEX } from '../oci/media-types.ts';
import { parseReference } from '../oci/reference.ts';
import { cosignSubject, isReferrersTag, referrerIn } from '../oci/referrer.ts';
import { textOf } from '../read-blob.ts';
import { layoutFiles, type LayoutFiles } from './files.ts';
import {
  LAYOUT_VERSION,
  type LayoutArtifact,
  type LayoutListing,
  type LayoutPlace,
  type LayoutReferrer,
} from './listing.ts';
import { namesOf } from './names.ts';

/** The largest `index.json`: it has 200 to 500 bytes for each artifact. */
const MAX_INDEX_SIZE = 16 * 1024 * 1024;
/** `{"imageLayoutVersion":"1.0.0"}`, and room for more. */
const MAX_LAYOUT_FILE_SIZE = 64 * 1024;
const BLOB_PATH = /^blobs\/([a-z0-9]+)\/([0-9a-f]+)$/;

/**
 * Reads an OCI image layout (image-spec, image-layout.md): what its `index.json` names, and what
 * refers to what in it. Only `index.json` and manifests are read. Referrers are found as oras-go
 * writes them, as entries without a name, and as regctl does, in an index under the tag for the
 * referrers of a digest; what cosign attached by tags of its own has these.
 */
export async function readLayout(place: LayoutPlace): Promise<LayoutListing> {
  const files = await layoutFiles(place);
  await requireVersion(files);
  const { manifests } = await readIndex(files);
  const content = contentOf(files);
  const referrers = new Map<Digest, LayoutReferrer>();
  const beside = new Map<string, Descriptor>();
  const artifacts = new Map<string, LayoutArtifact>();
  for (const descriptor of manifests) {
    const named = namesOf(descriptor);
    const tag = named.reference === undefined ? named.tag : parseReference(named.reference).tag;
    if (tag !== undefined && cosignSubject(tag) !== undefined) {
      beside.set(tag, descriptor);
    } else if (named.tag !== undefined && isReferrersTag(named.tag)) {
      for (const entry of await entriesOf(content, descriptor)) {
        await note(content, entry, referrers);
      }
    } else if (named.reference === undefined && named.tag === undefined) {
      const refers = await note(content, descriptor, referrers);
      if (!refers) artifacts.set(descriptor.digest, named);
    } else {
      artifacts.set(named.reference ?? named.tag ?? '', named);
    }
  }
  return {
    artifacts: withoutRepeated([...artifacts.values()]),
    referrers: [...referrers.values()],
    beside,
    content,
  };
}

async function requireVersion(files: LayoutFiles): Promise<void> {
  const value = parseJson(await read(files, 'oci-layout', MAX_LAYOUT_FILE_SIZE));
  const version = isRecord(value) ? value['imageLayoutVersion'] : undefined;
  if (version === LAYOUT_VERSION) return;
  const found = typeof version === 'string' ? version : '';
  throw new ChartroomError('layout.invalid', { reason: 'version', version: found });
}

async function readIndex(files: LayoutFiles): Promise<Index> {
  const text = await read(files, 'index.json', MAX_INDEX_SIZE);
  try {
    return parseManifest(text, OCI_INDEX) as Index;
  } catch (error) {
    if (!isChartroomError(error, 'manifest.invalid')) throw error;
    const fault = { reason: 'index', fault: error.data } as const;
    throw new ChartroomError('layout.invalid', fault, { cause: error });
  }
}

async function read(files: LayoutFiles, path: string, limit: number): Promise<string> {
  const file = files.get(path);
  if (!file) throw new ChartroomError('layout.invalid', { reason: 'no-index' });
  if (file.size > limit) {
    throw new ChartroomError('layout.invalid', { reason: 'index-too-large', limit });
  }
  return textOf(file);
}

/** The files below `blobs/` that are named by a digest that can be verified. */
function contentOf(files: LayoutFiles): Map<Digest, Blob> {
  const content = new Map<Digest, Blob>();
  for (const [path, blob] of files) {
    const [, algorithm, hex] = BLOB_PATH.exec(path) ?? [];
    const digest = `${algorithm}:${hex}`;
    if (isDigest(digest)) content.set(digest, blob);
  }
  return content;
}

/** The entries of a list of referrers; none if the layout doesn't hold it. */
async function entriesOf(
  content: ReadonlyMap<Digest, Blob>,
  { digest, mediaType }: Descriptor,
): Promise<Descriptor[]> {
  const text = await manifestText(content, digest);
  if (text === undefined || mediaType !== OCI_INDEX) return [];
  const index = parseManifest(text, mediaType);
  return 'manifests' in index ? index.manifests : [];
}

/** Notes a manifest that refers to another one; false for any other. */
async function note(
  content: ReadonlyMap<Digest, Blob>,
  { mediaType, digest, size }: Descriptor,
  referrers: Map<Digest, LayoutReferrer>,
): Promise<boolean> {
  const text = isManifestType(mediaType) ? await manifestText(content, digest) : undefined;
  const referrer = text === undefined ? undefined : referrerIn({ mediaType, digest, size }, text);
  if (!referrer) return false;
  referrers.set(digest, { subject: referrer.subject.digest, entry: referrer.entry });
  return true;
}

async function manifestText(
  content: ReadonlyMap<Digest, Blob>,
  digest: Digest,
): Promise<string | undefined> {
  const blob = content.get(digest);
  return blob && blob.size <= MAX_MANIFEST_SIZE ? textOf(blob) : undefined;
}

/**
 * One manifest may be listed by its full reference and by its tag, and once more without a name:
 * then the fullest name counts.
 */
function withoutRepeated(artifacts: readonly LayoutArtifact[]): LayoutArtifact[] {
  const full = artifacts.filter(({ reference }) => reference !== undefined);
  const covers = (other: LayoutArtifact, { reference = '', descriptor }: LayoutArtifact) =>
    descriptor.digest === other.descriptor.digest &&
    (other.tag === undefined || reference.endsWith(`:${other.tag}`));
  return artifacts.filter((artifact) => {
    if (artifact.reference !== undefined) return true;
    if (full.some((one) => covers(artifact, one))) return false;
    const { digest } = artifact.descriptor;
    return (
      artifact.tag !== undefined ||
      !artifacts.some((one) => one.tag !== undefined && one.descriptor.digest === digest)
    );
  });
}
