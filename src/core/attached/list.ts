import type { ListEnd, ListsReferrers, Source, TransferOptions } from '../content/target.ts';
import { mapLimited, REQUESTS_AT_ONCE } from '../concurrency.ts';
import type { Digest } from '../digest.ts';
import { isChartroomError } from '../errors.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { parseManifest, type Index, type Manifest } from '../oci/manifest.ts';
import { cosignTags } from '../oci/referrer.ts';
import { textOf } from '../read-blob.ts';
import { attachmentKind, type AttachmentKind } from './kind.ts';

/** An artifact that is attached to another one. */
export interface Attachment {
  descriptor: Descriptor;
  /** The tag that it was found by, where cosign attached it with a tag. */
  tag?: string;
  kind: AttachmentKind;
  /** Undefined where the repository lists it and hasn't got it, or it can't be read. */
  manifest: Manifest | Index | undefined;
  /** The bytes of its content. */
  size: number;
  /** What is attached to it in turn. */
  attached: Attachment[];
}

/** What is attached to an artifact. Unless `end` is `whole`, there may be more. */
export interface AttachedList {
  entries: Attachment[];
  end: ListEnd;
}

/** So many are looked into; a real artifact has a handful. */
const MOST = 100;

/**
 * What is attached to the manifest `subject`: what refers to it, by the registry's list or the tag
 * in place of one, and what cosign attached by tags of its own; and what is attached to that.
 */
export async function listAttached(
  source: Source & ListsReferrers,
  subject: Digest,
  options: TransferOptions = {},
): Promise<AttachedList> {
  const search = new Search(source, options);
  const [listed, tagged] = await Promise.all([
    search.below(subject, new Set([subject])),
    search.byTags(subject),
  ]);
  // What cosign writes since 3.0 is listed and may have its old tag as well.
  const byDigest = new Map(
    [...tagged, ...listed].map((entry) => [entry.descriptor.digest, entry] as const),
  );
  return { entries: [...byDigest.values()], end: search.end };
}

class Search {
  end: ListEnd = 'whole';
  readonly #source: Source & ListsReferrers;
  readonly #options: TransferOptions;
  #found = 0;

  constructor(source: Source & ListsReferrers, { signal }: TransferOptions) {
    this.#source = source;
    this.#options = { signal };
  }

  /** The referrers of a manifest and theirs; `above` are those that lead here. */
  async below(subject: Digest, above: ReadonlySet<Digest>): Promise<Attachment[]> {
    const { entries, end } = await this.#source.referrers(subject, this.#options);
    if (end !== 'whole' && this.end === 'whole') this.end = end;
    const wanted = entries.filter(({ digest }) => !above.has(digest));
    const taken = wanted.slice(0, Math.max(0, MOST - this.#found));
    this.#found += taken.length;
    if (taken.length < wanted.length) this.end = 'cut';
    const limits = { limit: REQUESTS_AT_ONCE, signal: this.#options.signal };
    return mapLimited(taken, limits, async (entry) => {
      const attached = await this.below(entry.digest, new Set([...above, entry.digest]));
      return { ...describe(entry, await this.#manifest(entry)), attached };
    });
  }

  async byTags(subject: Digest): Promise<Attachment[]> {
    const found = await Promise.all(
      cosignTags(subject).map(async (tag) => {
        try {
          const { descriptor, blob } = await this.#source.fetchManifest(tag, this.#options);
          const manifest = parseManifest(await textOf(blob), descriptor.mediaType);
          return [{ ...describe(descriptor, manifest), tag, attached: [] }];
        } catch (error) {
          return this.#absent(error);
        }
      }),
    );
    return found.flat();
  }

  async #manifest(entry: Descriptor): Promise<Manifest | Index | undefined> {
    try {
      return parseManifest(
        await textOf(await this.#source.fetch(entry, this.#options)),
        entry.mediaType,
      );
    } catch (error) {
      this.#absent(error);
      return undefined;
    }
  }

  /** What isn't there or can't be read doesn't hide the rest; being called off ends it. */
  #absent(error: unknown): never[] {
    this.#options.signal?.throwIfAborted();
    if (isChartroomError(error, 'tag.not-found')) return [];
    if (
      isChartroomError(error, 'manifest.invalid') ||
      isChartroomError(error, 'manifest.not-chart')
    )
      return [];
    throw error;
  }
}

function describe(
  descriptor: Descriptor,
  manifest: Manifest | Index | undefined,
): Omit<Attachment, 'attached'> {
  const parts = manifest ? ('layers' in manifest ? manifest.layers : manifest.manifests) : [];
  return {
    descriptor,
    kind: attachmentKind(descriptor, manifest),
    manifest,
    size: parts.reduce((sum, { size }) => sum + size, 0),
  };
}
