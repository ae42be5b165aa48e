import { tarOfBlobs, type BlobFile } from '../archive/tar-blob.ts';
import { ChartroomError } from '../errors.ts';
import { tagsBeside } from '../content/beside.ts';
import { reach } from '../content/reach.ts';
import type { ListsReferrers, Source } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf } from '../oci/digest.ts';
import { isManifestType, OCI_INDEX } from '../oci/media-types.ts';
import { referrersTag } from '../oci/referrer.ts';
import { CONTAINERD_NAME, LAYOUT_VERSION, REF_NAME } from './listing.ts';
import { entryNames, type NamedManifest } from './names.ts';

export interface WriteOptions {
  signal?: AbortSignal | undefined;
  /** Called with the number of artifacts that are in, or couldn't be read. */
  onProgress?: ((done: number) => void) | undefined;
}

/** An artifact that isn't in the layout because it can't be read. */
export interface LeftOut {
  name: string;
  error: ChartroomError;
}

/** A layout as one file. */
export interface WrittenLayout {
  tar: Blob;
  artifacts: number;
  /** How many manifests are attached to others: signatures, for instance. */
  referrers: number;
  leftOut: LeftOut[];
}

/**
 * Writes artifacts, with all that refers to them, as an OCI image layout in a tar archive: the same
 * artifacts give the same bytes. Each blob is in it once. Referrers are listed in `index.json`,
 * where oras-go looks for them, and in indexes under the tags for the referrers of a digest, where
 * regctl does; what cosign attached by tags of its own has these.
 */
export async function writeLayout(
  source: Source & ListsReferrers,
  names: readonly string[],
  { signal, onProgress }: WriteOptions = {},
): Promise<WrittenLayout> {
  const gathered = new Gathered(source);
  const artifacts: NamedManifest[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of names.toSorted()) {
    if (signal?.aborted) throw new ChartroomError('aborted', {});
    try {
      artifacts.push({ name, descriptor: await gathered.add(name) });
    } catch (thrown) {
      leftOut.push({ name, error: ChartroomError.from(thrown) });
    }
    onProgress?.(artifacts.length + leftOut.length);
  }
  const entries = [...entriesOf(artifacts), ...gathered.listed()];
  for (const [subject, referrers] of gathered.referrers) {
    const list = await jsonBlob(indexOf(referrers));
    gathered.blobs.set(list.digest, list.blob);
    const { digest, blob } = list;
    const annotations = { [REF_NAME]: referrersTag(subject) };
    entries.push({ mediaType: OCI_INDEX, digest, size: blob.size, annotations });
  }
  for (const [tag, descriptor] of gathered.beside) {
    entries.push({ ...descriptor, annotations: { [REF_NAME]: tag } });
  }
  const files: BlobFile[] = [
    {
      path: 'oci-layout',
      blob: new Blob([JSON.stringify({ imageLayoutVersion: LAYOUT_VERSION })]),
    },
    { path: 'index.json', blob: (await jsonBlob(indexOf(entries))).blob },
  ];
  for (const digest of [...gathered.blobs.keys()].sort()) {
    const blob = gathered.blobs.get(digest);
    if (blob) files.push({ path: `blobs/${digest.replace(':', '/')}`, blob });
  }
  const referrers = [...gathered.referrers.values()].flat().length + gathered.beside.size;
  return { tar: tarOfBlobs(files), artifacts: artifacts.length, referrers, leftOut };
}

/** Everything that goes into a layout; Blobs whose bytes the browser keeps. */
class Gathered {
  readonly blobs = new Map<Digest, Blob>();
  /** By the digest that they refer to. */
  readonly referrers = new Map<Digest, Descriptor[]>();
  /** What cosign attached by its tags, by these. */
  readonly beside = new Map<string, Descriptor>();
  readonly #source: Source & ListsReferrers;
  /** The manifests whose referrers have been looked for. */
  readonly #asked = new Set<Digest>();

  constructor(source: Source & ListsReferrers) {
    this.#source = source;
  }

  /** Adds an artifact with all that refers to it; nothing of it if anything can't be read. */
  async add(name: string): Promise<Descriptor> {
    const { descriptor } = await this.#source.fetchManifest(name);
    const blobs = new Map<Digest, Blob>();
    const referrers = new Map<Digest, Descriptor[]>();
    const beside = new Map<string, Descriptor>();
    const roots = [descriptor];
    // What refers to a manifest is a root like it, and may be referred to itself.
    for (const root of roots) {
      const read = async (part: Descriptor) => {
        const blob = this.blobs.get(part.digest) ?? (await this.#source.fetch(part));
        blobs.set(part.digest, blob);
        return blob;
      };
      for (const part of await reach(root, read)) {
        if (!isManifestType(part.mediaType)) {
          await read(part);
        } else if (!this.#asked.has(part.digest) && !referrers.has(part.digest)) {
          const { entries } = await this.#source.referrers(part.digest);
          referrers.set(part.digest, entries);
          roots.push(...entries);
          for (const tag of (await tagsBeside(this.#source, part.digest)).names) {
            const { mediaType, digest, size } = await this.#source.resolve(tag);
            beside.set(tag, { mediaType, digest, size });
            roots.push({ mediaType, digest, size });
          }
        }
      }
    }
    for (const [digest, blob] of blobs) this.blobs.set(digest, blob);
    for (const [digest, entries] of referrers) {
      this.#asked.add(digest);
      if (entries.length > 0) this.referrers.set(digest, entries);
    }
    for (const [tag, entry] of beside) this.beside.set(tag, entry);
    const { mediaType, digest, size } = descriptor;
    return { mediaType, digest, size };
  }

  /** The referrers as entries without a name. */
  listed(): Descriptor[] {
    const all = [...this.referrers.values()].flat();
    return [...new Map(all.map((entry) => [entry.digest, entry])).values()].map(nameless);
  }
}

function entriesOf(artifacts: readonly NamedManifest[]): Descriptor[] {
  return [...entryNames(artifacts)].flatMap(([{ descriptor }, names]) =>
    names.map((annotations) => ({ ...descriptor, annotations })),
  );
}

const NAMES = new Set([REF_NAME, CONTAINERD_NAME]);

/** A referrer's own annotations are in its entry, and could name it. */
function nameless({ annotations = {}, ...entry }: Descriptor): Descriptor {
  const others = Object.entries(annotations).filter(([key]) => !NAMES.has(key));
  return others.length > 0 ? { ...entry, annotations: Object.fromEntries(others) } : entry;
}

function indexOf(manifests: readonly Descriptor[]) {
  return { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
}

async function jsonBlob(value: object): Promise<{ digest: Digest; blob: Blob }> {
  const blob = new Blob([JSON.stringify(value)]);
  return { digest: await digestOf(blob), blob };
}
