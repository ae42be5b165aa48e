import { sliceExtract } from '../archive/extract.ts';
import { ChartroomError, type ArchiveFault } from '../errors.ts';
import { lazy, once } from '../once.ts';
import type { Misfits } from '../yaml/decode.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { readChartArchive, type ChartArchive } from './archive.ts';
import type { ChartFile } from './files.ts';
import { MAX_NESTED_SIZE } from './limits.ts';
import { LOCK_NAMES, readLock, type LockFile } from './lock.ts';
import { decodeFittingMetadata, decodeMetadata, loadMetadata } from './metadata-read.ts';
import type { LooseMetadata } from './metadata-shape.ts';
import type { ChartMetadata } from './metadata.ts';
import { attempt, faulty, valueOf, type Part } from './part.ts';
import { partsOf, type ChartParts } from './parts.ts';
import { readYaml } from './read-yaml.ts';
import { readMergedValues, readValues, type ChartValues } from './values.ts';

/** Chart.yaml or requirements.yaml as it is written, neither checked nor cleaned. */
export interface Written {
  path: string;
  /** Undefined if the file is empty. */
  document: YamlNode | undefined;
  /** The metadata up to this file: requirements.yaml adds to that of Chart.yaml. */
  metadata: LooseMetadata;
}

/** Declared dependencies, and the file that declares them. */
export interface Declared extends Pick<Written, 'path' | 'document'> {
  list: NonNullable<LooseMetadata['dependencies']>;
}

/** One entry of charts/. */
export interface Subchart {
  /** Its folder or archive, below the root of the chart that it is in. */
  path: string;
  chart: Part<ChartTree>;
  /** What is wrong with its archive behind the chart, where Helm doesn't look. */
  looseEnd?: ArchiveFault | undefined;
}

export interface ChartTreeOptions {
  /** The metadata, if it has already been loaded from these very files. */
  metadata?: ChartMetadata | undefined;
  /** How many bytes archives in charts/ may still unpack to; shared by all subcharts of a chart. */
  room?: { left: number };
}

const MANIFEST = /^crds\/.*\.(?:yaml|yml|json)$/is;

/**
 * A chart and its subcharts, as Helm's loader builds them from files (helm
 * `pkg/chart/v2/loader/load.go`, LoadFiles). Helm stops at the first part that it can't read; this
 * tree holds every part separately, with its fault if it has one. Each part is read once, when it
 * is first used.
 */
export class ChartTree {
  /** All of the chart's files, including those in charts/, by their path below its root. */
  readonly files: ReadonlyMap<string, ChartFile>;
  readonly #known: ChartMetadata | undefined;
  readonly #room: { left: number };

  constructor(
    files: Iterable<ChartFile>,
    { metadata, room = { left: MAX_NESTED_SIZE } }: ChartTreeOptions = {},
  ) {
    this.files = new Map([...files].map((file) => [file.path, file]));
    this.#known = metadata;
    this.#room = room;
  }

  readonly #parts = lazy((): ChartParts => partsOf(this.files.values()));

  readonly chartYaml = lazy((): Part<Written> => {
    const file = this.files.get('Chart.yaml');
    if (file) return this.#written(file);
    return faulty('Chart.yaml', new ChartroomError('chart.yaml-missing', { chart: '' }));
  });

  /** Undefined where there is none. Helm reads it whatever the apiVersion. */
  readonly requirements = lazy((): Part<Written> | undefined => {
    const file = this.files.get('requirements.yaml');
    return file && this.#written(file, this.written);
  });

  /** The metadata as Helm loads it: cleaned and validated. */
  readonly metadata = lazy((): Part<ChartMetadata> => {
    if (this.#known) return { value: this.#known };
    const own = this.chartYaml();
    if ('fault' in own) return own;
    const all = this.requirements() ?? own;
    if ('fault' in all) return all;
    return attempt('Chart.yaml', () => loadMetadata(all.value.metadata, own.value, all.value));
  });

  /** Undefined where there is none. */
  readonly values = lazy((): Part<ChartValues> | undefined => {
    const file = this.files.get('values.yaml');
    return file && attempt(file.path, () => readValues(file));
  });

  /** The values of all documents, as Helm 4 merges them. */
  readonly mergedValues = lazy((): Part<Record<string, unknown>> | undefined => {
    const file = this.files.get('values.yaml');
    return file && attempt(file.path, () => readMergedValues(file));
  });

  /** The lock files in the order of the files; if there are several, Helm uses the last. */
  readonly locks = lazy((): Part<LockFile>[] =>
    [...this.files.values()]
      .filter(({ path }) => LOCK_NAMES.includes(path))
      .map((file) => attempt(file.path, () => readLock(file))),
  );

  /**
   * The charts in charts/. An archive is unpacked here, the archives in its own charts/ only when
   * they are needed.
   */
  readonly subcharts = once(async (): Promise<readonly Subchart[]> => {
    const subcharts: Subchart[] = [];
    // In sequence, so that the unpacked size of one archive is counted before the next is opened.
    for (const [name, members] of this.#parts().charts)
      subcharts.push(await this.#subchart(`charts/${name}`, members));
    return subcharts;
  });

  /**
   * What Chart.yaml holds as far as it can be read: undefined where it is no YAML, and without the
   * fields of another type.
   */
  readonly #fitting = lazy((): (Written & { misfits: Misfits }) | undefined => {
    const file = this.files.get('Chart.yaml');
    const own = this.chartYaml();
    if ('value' in own) return { ...own.value, misfits: [] };
    const read = file && attempt(file.path, () => readYaml(file));
    if (!read || 'fault' in read) return undefined;
    const written = { path: own.fault.path, document: read.value };
    return { ...written, ...decodeFittingMetadata(written) };
  });

  /** Chart.yaml's text as a tree; undefined where it is empty or no YAML. */
  get document(): YamlNode | undefined {
    return this.#fitting()?.document;
  }

  /** The metadata in Chart.yaml alone, as far as it can be read. */
  get written(): LooseMetadata {
    return this.#fitting()?.metadata ?? {};
  }

  /** The fields of Chart.yaml that have another type than Helm's; empty where it is no YAML. */
  get misfits(): Misfits {
    return this.#fitting()?.misfits ?? [];
  }

  /**
   * The chart's dependencies: those in requirements.yaml if it declares any, otherwise those in
   * Chart.yaml.
   */
  get declared(): Declared {
    const requirements = this.requirements();
    const own = { path: 'Chart.yaml', document: this.document, metadata: this.written };
    const { path, document, metadata } =
      requirements && 'value' in requirements && declares(requirements.value)
        ? requirements.value
        : own;
    return { path, document, list: metadata.dependencies ?? [] };
  }

  get schema(): ChartFile | undefined {
    return this.#parts().named.get('values.schema.json');
  }

  get templates(): readonly ChartFile[] {
    return this.#parts().templates;
  }

  /** The files that templates see as `.Files`; requirements.* are among them only in a v1 chart. */
  get others(): readonly ChartFile[] {
    const isV1 = (this.written.apiVersion || 'v1') === 'v1';
    return this.#parts().others.filter(
      ({ path }) => isV1 || (path !== 'requirements.yaml' && path !== 'requirements.lock'),
    );
  }

  /**
   * The manifests that Helm installs before everything else (`pkg/chart/v2/chart.go`, CRDObjects).
   */
  get crds(): readonly ChartFile[] {
    return this.#parts().others.filter(({ path }) => MANIFEST.test(path));
  }

  #written(file: ChartFile, onto?: LooseMetadata): Part<Written> {
    const { path } = file;
    return attempt(path, () => {
      const document = readYaml(file);
      return { path, document, metadata: decodeMetadata({ path, document }, onto) };
    });
  }

  async #subchart(path: string, members: readonly ChartFile[]): Promise<Subchart> {
    try {
      const { files, looseEnd }: ChartArchive = path.endsWith('.tgz')
        ? await this.#unpack(path, members)
        : { files: members.map((file) => ({ ...file, path: file.path.slice(path.length + 1) })) };
      // If there is nothing but the entry itself, it isn't an archive, and so a chart without
      // Chart.yaml.
      const own = files.filter((file) => file.path !== '');
      return { path, chart: { value: new ChartTree(own, { room: this.#room }) }, looseEnd };
    } catch (error) {
      return { path, chart: faulty(path, error) };
    }
  }

  async #unpack(path: string, members: readonly ChartFile[]): Promise<ChartArchive> {
    const archive = members.find((file) => file.path === path);
    // A folder with an archive's name: Helm expects an archive there.
    if (!archive) throw new ChartroomError('archive.not-gzip', { name: path });
    // A file of a chart, which has been read whole.
    const read = await readChartArchive(new Blob([archive.bytes]), sliceExtract, {
      verified: true,
    });
    for (const { bytes } of read.files) this.#room.left -= bytes.length;
    if (this.#room.left < 0)
      throw new ChartroomError('archive.too-large', { limit: MAX_NESTED_SIZE, path });
    return read;
  }
}

/**
 * The metadata of the chart that consists of `files`; throws the fault that keeps Helm from loading
 * it.
 */
export function metadataOf(files: Iterable<ChartFile>): ChartMetadata {
  return valueOf(new ChartTree(files).metadata());
}

function declares({ document }: Written): boolean {
  return entryAt(document, 'dependencies') !== undefined;
}
