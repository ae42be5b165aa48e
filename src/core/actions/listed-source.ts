import type { Compute } from '../compute/compute.ts';
import type {
  Listing,
  ListOptions,
  ListsReferrers,
  ListsTags,
  ReferrerList,
  Source,
  StoredManifest,
  TransferOptions,
} from '../content/target.ts';
import { pickEntry } from '../dependencies/pick-entry.ts';
import type { ListedVersion } from '../dependencies/repository-listing.ts';
import { offeredOf } from '../dependencies/resolve-version.ts';
import { ChartroomError } from '../errors.ts';
import { HELM_CHART, HELM_PROVENANCE } from '../oci/chart-media-types.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf, isDigest } from '../oci/digest.ts';
import { parseManifest } from '../oci/manifest.ts';
import { textOf } from '../read-blob.ts';
import type { ChartRepository } from '../registry/chart-repository.ts';
import { anonymously, digestInIndex, verifyListed } from './listed-digest.ts';
import { held } from './publish.ts';

/** What is known of an archive in a chart repository beside what is in it. */
export interface ListedFacts {
  /** Whether the index has its digest, which it was compared with; one that differs is refused. */
  digest: 'equal' | 'none';
  /** Whether a `.prov` lies beside it; `unknown` where the page may not read the answer. */
  provenance: 'there' | 'none' | 'unknown';
}

/** The chart repository that a source is of. */
export interface ListedIn {
  readonly url: string;
  readonly files: ChartRepository;
  readonly compute: Compute;
  /** A chart's versions, the highest first; `index.no-chart`. */
  versions(chart: string): readonly ListedVersion[];
  /** The whole address that a version is downloaded from. */
  addressOf(entry: ListedVersion): string;
}

/** A version that was fetched, as the artifact that pushing its archive would store. */
interface Fetched {
  source: Source;
  name: string;
  facts: ListedFacts;
}

/**
 * The versions of one chart in a chart repository, named by their versions, as the artifacts that
 * `helm push` stores for the same archives, each with its `.prov`. A version is fetched whole when
 * its manifest is asked for, and kept in memory as long as this object is.
 */
export class ListedSource implements Source, ListsTags, ListsReferrers {
  /** What a manifest names is here once the manifest is. */
  readonly local = true;
  readonly #repository: ListedIn;
  readonly #chart: string;
  /** By version. */
  readonly #fetched = new Map<string, Promise<Fetched>>();

  constructor(repository: ListedIn, chart: string) {
    this.#repository = repository;
    this.#chart = chart;
  }

  async resolve(name: string, options?: TransferOptions): Promise<Descriptor> {
    return (await this.fetchManifest(name, options)).descriptor;
  }

  async fetchManifest(name: string, options: TransferOptions = {}): Promise<StoredManifest> {
    if (isDigest(name)) return this.#find((source) => source.fetchManifest(name));
    const { source, name: digest } = await this.#get(name, options);
    return source.fetchManifest(digest);
  }

  fetch(descriptor: Descriptor): Promise<Blob> {
    return this.#find((source) => source.fetch(descriptor));
  }

  async tags({ onNames }: ListOptions = {}): Promise<Listing> {
    const names = this.#repository.versions(this.#chart).map(({ version }) => version);
    onNames?.(names);
    return { names, end: 'whole' };
  }

  /** Nothing refers to what has no digest of a manifest. */
  async referrers(): Promise<ReferrerList> {
    return { entries: [], end: 'whole' };
  }

  /** What is known of a version that was fetched. */
  async factsOf(version: string): Promise<ListedFacts> {
    return (await this.#get(version, {})).facts;
  }

  /**
   * Whether a stored manifest holds this version's very archive, and its `.prov` if there is one: by
   * the digest in the index, without downloading the archive. False where the index has none.
   */
  async isStoredAs(
    version: string,
    { descriptor, blob }: StoredManifest,
    { signal }: TransferOptions = {},
  ): Promise<boolean> {
    const entry = this.#entry(version);
    if (!entry.digest) return false;
    const manifest = readManifest(await textOf(blob), descriptor.mediaType);
    if (!manifest || 'manifests' in manifest) return false;
    const layer = (type: string) => manifest.layers.find(({ mediaType }) => mediaType === type);
    if (layer(HELM_CHART)?.digest !== digestInIndex(entry.digest)) return false;
    const { files } = this.#repository;
    const provenance = await files.provenance(this.#repository.addressOf(entry), { signal });
    const stored = layer(HELM_PROVENANCE)?.digest;
    if (provenance === 'unknown') return stored === undefined;
    return stored === (provenance && (await digestOf(provenance)));
  }

  #entry(version: string): ListedVersion {
    const versions = this.#repository.versions(this.#chart);
    const entry = pickEntry(versions, version);
    if (entry) return entry;
    throw new ChartroomError('version.none-fits', {
      repository: `${this.#repository.url} (${this.#chart})`,
      range: version,
      ...offeredOf(versions.map((one) => one.version)),
    });
  }

  #get(version: string, options: TransferOptions): Promise<Fetched> {
    const fetching = this.#fetched.get(version) ?? this.#fetch(this.#entry(version), options);
    this.#fetched.set(version, fetching);
    // After a failure it is fetched again.
    fetching.catch(() => this.#fetched.delete(version));
    return fetching;
  }

  async #fetch(entry: ListedVersion, { signal, onProgress }: TransferOptions): Promise<Fetched> {
    const { files, compute } = this.#repository;
    const address = this.#repository.addressOf(entry);
    const [archive, beside] = await Promise.all([
      anonymously(files.archive(address, { signal, onProgress })),
      files.provenance(address, { signal }),
    ]);
    await verifyListed(archive, entry.digest, compute, signal);
    const provenance = beside === 'unknown' ? undefined : beside;
    const verified = entry.digest !== undefined;
    const chart = await compute.readArchive(archive, { signal, verified, provenance });
    const { name, version } = chart.metadata;
    if (name !== this.#chart || version !== entry.version) {
      throw new ChartroomError('index.other-chart', {
        url: address,
        listed: `${this.#chart} ${entry.version}`,
        found: `${name} ${version}`,
      });
    }
    return {
      ...(await held(await compute.assemble(chart, 'helm', { signal }))),
      facts: {
        digest: verified ? 'equal' : 'none',
        provenance: beside === 'unknown' ? beside : beside ? 'there' : 'none',
      },
    };
  }

  /** The first of what was fetched that has what is looked for. */
  async #find<T>(look: (source: Source) => Promise<T>): Promise<T> {
    let failure: unknown = new ChartroomError('tag.not-found', { reference: this.#chart });
    for (const fetching of this.#fetched.values()) {
      try {
        return await look((await fetching).source);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }
}

/** Undefined for what isn't the manifest of a chart, and can't be this one. */
function readManifest(text: string, mediaType: string) {
  try {
    return parseManifest(text, mediaType);
  } catch (error) {
    if (error instanceof ChartroomError) return undefined;
    throw error;
  }
}
