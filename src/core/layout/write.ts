import { lazyTar, type LazyFile, type LazyTar } from '../archive/tar-blob.ts';
import { ChartroomError } from '../errors.ts';
import { tagsBeside } from '../content/beside.ts';
import { reach } from '../content/reach.ts';
import type { ListsReferrers, ReadsBytes, Source } from '../content/target.ts';
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

/** A layout as one file, whose blobs are read when it is written. */
export interface WrittenLayout {
  tar: LazyTar;
  artifacts: number;
  /** How many manifests are attached to others: signatures, for instance. */
  referrers: number;
  leftOut: LeftOut[];
}

/** What a layout is written from. */
type From = Source & ListsReferrers & ReadsBytes;

/**
 * Writes artifacts, with all that refers to them, as an OCI image layout in a tar archive: the same
 * artifacts give the same bytes. Each blob is in it once. Referrers are listed in `index.json`,
 * where oras-go looks for them, and in indexes under the tags for the referrers of a digest, where
 * regctl does; what cosign attached by tags of its own has these.
 *
 * Everything is read twice, one after the other: first to leave out artifacts that can't be read,
 * then when the file is written. So memory doesn't grow with the layout, only with its largest blobs.
 */
export async function writeLayout(
  source: From,
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
    const list = textFile(indexOf(referrers));
    const digest = await digestOf(await list.read());
    gathered.blobs.set(digest, list);
    const annotations = { [REF_NAME]: referrersTag(subject) };
    entries.push({ mediaType: OCI_INDEX, digest, size: list.size, annotations });
  }
  for (const [tag, descriptor] of gathered.beside) {
    entries.push({ ...descriptor, annotations: { [REF_NAME]: tag } });
  }
  const files: LazyFile[] = [
    { path: 'oci-layout', ...textFile({ imageLayoutVersion: LAYOUT_VERSION }) },
    { path: 'index.json', ...textFile(indexOf(entries)) },
  ];
  for (const digest of [...gathered.blobs.keys()].sort()) {
    const content = gathered.blobs.get(digest);
    if (content) files.push({ path: `blobs/${digest.replace(':', '/')}`, ...content });
  }
  const referrers = [...gathered.referrers.values()].flat().length + gathered.beside.size;
  return { tar: lazyTar(files), artifacts: artifacts.length, referrers, leftOut };
}

/** A file's content without its path. */
type Content = Omit<LazyFile, 'path'>;

/** Everything that goes into a layout. */
class Gathered {
  readonly blobs = new Map<Digest, Content>();
  /** By the digest that they refer to. */
  readonly referrers = new Map<Digest, Descriptor[]>();
  /** What cosign attached by its tags, by these. */
  readonly beside = new Map<string, Descriptor>();
  readonly #source: From;
  /** The manifests whose referrers have been looked for. */
  readonly #asked = new Set<Digest>();

  constructor(source: From) {
    this.#source = source;
  }

  /** Adds an artifact with all that refers to it; nothing of it if anything can't be read. */
  async add(name: string): Promise<Descriptor> {
    const { descriptor } = await this.#source.fetchManifest(name);
    const blobs = new Map<Digest, Content>();
    const referrers = new Map<Digest, Descriptor[]>();
    const beside = new Map<string, Descriptor>();
    const roots = [descriptor];
    // What refers to a manifest is a root like it, and may be referred to itself.
    for (const root of roots) {
      const read = async (manifest: Descriptor) => {
        blobs.set(manifest.digest, await this.#content(manifest));
        return this.#source.fetch(manifest);
      };
      for (const part of await reach(root, read)) {
        if (!isManifestType(part.mediaType)) {
          blobs.set(part.digest, await this.#content(part));
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

  /** Content that can be read, and is as large as it is said to be. */
  async #content(part: Descriptor): Promise<Content> {
    const { digest, size } = part;
    const actual = this.blobs.get(digest)?.size ?? (await this.#source.bytes(part)).length;
    if (actual !== size) {
      throw new ChartroomError('size.mismatch', { digest, expected: size, actual });
    }
    return { size, read: () => this.#source.bytes(part) };
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

function textFile(value: object): Content {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { size: bytes.length, read: async () => bytes };
}
