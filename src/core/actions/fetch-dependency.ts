import { parseConstraint } from '../semver/constraint.ts';
import type { DependencyReport, DependencyState } from '../dependencies/state.ts';
import { dependencySource } from '../dependencies/source.ts';
import type { LockedDependency } from '../dependencies/lock.ts';
import { archiveName } from '../chart/archive-name.ts';
import type { ChartSource, SourceFile } from '../chart/files.ts';
import { pickEntry } from '../dependencies/pick-entry.ts';
import { offeredOf, resolveListed } from '../dependencies/resolve-version.ts';
import { isLenientVersion } from '../semver/version.ts';
import type { Compute } from '../compute/compute.ts';
import type { PackedChart } from '../chart/packed.ts';
import { ChartroomError, isChartroomError, type DependencyFault } from '../errors.ts';
import { parseReference, tagOf } from '../oci/reference.ts';
import type { ChartRepository } from '../registry/chart-repository.ts';
import type { ListsTags, Source } from '../content/target.ts';
import { verifyListed } from './listed-digest.ts';
import { open } from './open.ts';

/** The places that dependencies are fetched from. */
export interface FetchPorts {
  compute: Compute;
  /** A repository of a registry, with the app's usual connection and sign-in. */
  repository(registry: string, name: string): Promise<Source & ListsTags>;
  chartRepository(url: string): Promise<ChartRepository>;
  /** A folder of the same selection, by its path from the chart's own. */
  folder(path: string): ChartSource | undefined;
  /** Where several charts are completed, the indexes that were fetched for any of them. */
  indexes?: SharedIndexes | undefined;
}

/** Chart repositories and their indexes, by the declared address. */
export type SharedIndexes = Map<string, Promise<{ repository: ChartRepository; index: Blob }>>;

/** A dependency that is now in charts/. */
export interface Got {
  /** Its path in the chart. */
  path: string;
  /** Its archive, if it was fetched just now. */
  archive?: SourceFile | undefined;
  locked: LockedDependency;
}

/** How one dependency is fetched. */
export interface Fetching {
  /** Resolves the range anew: even what is there may be replaced by a higher version. */
  anew: boolean;
  signal: AbortSignal;
  report: (bytes: number, total?: number) => void;
}

/** A chart that was found in the wanted version. */
interface Found {
  version: string;
  fetch(): Promise<Blob>;
}

/** Fetches dependencies; an index or archive that several of them need is fetched once. */
export class DependencyFetcher {
  readonly #report: DependencyReport;
  readonly #ports: FetchPorts;
  readonly #indexes: SharedIndexes;
  readonly #archives = new Map<string, Promise<Blob>>();

  constructor(report: DependencyReport, ports: FetchPorts) {
    this.#report = report;
    this.#ports = ports;
    this.#indexes = ports.indexes ?? new Map();
  }

  async get(dependency: DependencyState, how: Fetching): Promise<Got> {
    const { anew } = how;
    const { declared, repository, present } = dependency;
    const { name, version: range = '' } = declared;
    const wanted = anew ? range : dependency.wanted;
    if (!parseConstraint(wanted)) {
      throw new ChartroomError('version.constraint-invalid', { constraint: wanted });
    }
    if (repository === '') {
      if (!present) throw unreachable(name, repository, 'charts');
      // Helm locks such a dependency at its range (helm `resolver.go`).
      return { path: present.path, locked: { name, repository, version: range } };
    }
    if (present && !anew) {
      return { path: present.path, locked: { name, repository, version: present.version } };
    }
    const { version, fetch } = await this.#find(name, repository, wanted, how);
    const locked = { name, repository, version };
    const path = `charts/${archiveName({ name, version })}`;
    const isThere = this.#report.subcharts.some((subchart) => subchart.path === path);
    // The content of a folder may have changed; what was published under a version hasn't.
    if (isThere && !repository.startsWith('file:')) return { path, locked };
    const key = `${repository} ${path}`;
    const fetching = this.#archives.get(key) ?? fetch();
    this.#archives.set(key, fetching);
    return { path, archive: { path, blob: await fetching }, locked };
  }

  #find(name: string, repository: string, wanted: string, how: Fetching): Promise<Found> {
    const source = dependencySource(repository);
    switch (source.kind) {
      case 'folder':
        return this.#inFolder(name, source.path, wanted, how);
      case 'oci':
        return this.#inRegistry(`${source.reference}/${name}`, name, wanted, how);
      case 'http':
        return this.#inRepository(source.url, name, wanted, how);
      default:
        throw unreachable(name, repository, source.kind);
    }
  }

  /** A folder is packed as it is; its version must be within the range. */
  async #inFolder(
    name: string,
    path: string,
    wanted: string,
    { signal }: Fetching,
  ): Promise<Found> {
    const { compute, folder } = this.#ports;
    const repository = `file://${path}`;
    const source = folder(path);
    if (!source) throw unreachable(name, repository, 'folder');
    const chart = check(await compute.packFolder(source, { signal }), name);
    const { version } = chart.metadata;
    if (!parseConstraint(wanted)?.accepts(version)) {
      const offered = offeredOf([version]);
      throw new ChartroomError('version.none-fits', { repository, range: wanted, ...offered });
    }
    return { version, fetch: () => Promise.resolve(chart.archive) };
  }

  /**
   * A version, even an incomplete one such as `1.2`, names its tag; a range is looked up in the
   * tags.
   */
  async #inRegistry(text: string, name: string, wanted: string, how: Fetching): Promise<Found> {
    const { signal } = how;
    const reference = parseReference(text);
    const target = await this.#ports.repository(reference.registry, reference.repository);
    const version = isLenientVersion(wanted)
      ? wanted
      : resolveListed(await target.tags({ signal }), wanted, text);
    return { version, fetch: () => this.#pull(target, tagOf(version), name, how) };
  }

  async #pull(
    source: Source,
    tag: string,
    name: string,
    { signal, report }: Fetching,
  ): Promise<Blob> {
    const { chart } = await open(source, tag, {
      compute: this.#ports.compute,
      signal,
      onProgress: ({ descriptor, bytes }) => report(bytes, descriptor.size),
    });
    return check(chart, name).archive;
  }

  async #inRepository(url: string, name: string, wanted: string, how: Fetching): Promise<Found> {
    const { compute } = this.#ports;
    const { signal, report } = how;
    const { repository, index } = await this.#index(url, how);
    const entries = await this.#entries(repository, index, name, signal);
    const entry = pickEntry(entries, wanted);
    if (!entry) {
      throw new ChartroomError('version.none-fits', {
        repository: `${repository.url} (${name})`,
        range: wanted,
        ...offeredOf(entries.map(({ version }) => version)),
      });
    }
    const { version } = entry;
    const address = repository.resolve(entry.urls[0] ?? '');
    const fetch = async () => {
      if (address.startsWith('oci://')) {
        const archive = await this.#pullFrom(address, name, version, how);
        await verifyListed(archive, entry.digest, compute, signal);
        return archive;
      }
      const archive = await repository.archive(address, {
        signal,
        onProgress: report,
      });
      await verifyListed(archive, entry.digest, compute, signal);
      const verified = entry.digest !== undefined;
      check(await compute.readArchive(archive, { signal, verified }), name);
      return archive;
    };
    return { version, fetch };
  }

  /** The index of a chart repository may point to a registry, with a tag or without. */
  async #pullFrom(address: string, name: string, version: string, how: Fetching): Promise<Blob> {
    const { registry, repository, digest, tag } = parseReference(address);
    const target = await this.#ports.repository(registry, repository);
    return this.#pull(target, digest ?? tag ?? tagOf(version), name, how);
  }

  #index(url: string, { signal, report }: Fetching) {
    const fetching =
      this.#indexes.get(url) ??
      this.#ports.chartRepository(url).then(async (repository) => ({
        repository,
        index: await repository.index({ signal, onProgress: report }),
      }));
    this.#indexes.set(url, fetching);
    fetching.catch(() => this.#indexes.delete(url));
    return fetching;
  }

  async #entries(repository: ChartRepository, index: Blob, name: string, signal: AbortSignal) {
    const { compute } = this.#ports;
    const url = repository.resolve('index.yaml');
    try {
      const entries = await compute.readIndex(index, name, { signal });
      if (!entries) throw new ChartroomError('index.no-chart', { url: repository.url, name });
      return entries;
    } catch (cause) {
      if (!isChartroomError(cause, 'chart.yaml-invalid')) throw cause;
      throw new ChartroomError('index.invalid', { ...cause.data, url }, { cause });
    }
  }
}

/** Helm finds a chart in charts/ by the name in its Chart.yaml. */
function check(chart: PackedChart, name: string): PackedChart {
  const found = chart.metadata.name;
  if (found !== name) throw new ChartroomError('dependency.other-chart', { name, found });
  return chart;
}

function unreachable(name: string, repository: string, reason: DependencyFault): ChartroomError {
  return new ChartroomError('dependency.unreachable', { name, repository, reason });
}
