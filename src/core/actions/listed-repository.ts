import type { Compute } from '../compute/compute.ts';
import type { ListedVersion, RepositoryListing } from '../dependencies/repository-listing.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { ChartRepository, GetOptions } from '../registry/chart-repository.ts';
import { anonymously } from './listed-digest.ts';
import { ListedSource, type ListedIn } from './listed-source.ts';

/** A chart repository of Helm's older kind, with all that its index lists. */
export class ListedRepository implements ListedIn {
  readonly url: string;
  readonly listing: RepositoryListing;
  readonly files: ChartRepository;
  readonly compute: Compute;

  private constructor(repository: ChartRepository, listing: RepositoryListing, compute: Compute) {
    this.url = repository.url;
    this.listing = listing;
    this.files = repository;
    this.compute = compute;
  }

  /** Fetches and reads the index. Throws `index.invalid` where that is no YAML. */
  static async open(
    repository: ChartRepository,
    compute: Compute,
    options: GetOptions = {},
  ): Promise<ListedRepository> {
    const { signal } = options;
    const index = await anonymously(repository.index(options));
    try {
      return new ListedRepository(
        repository,
        await compute.listRepository(index, { signal }),
        compute,
      );
    } catch (cause) {
      if (!isChartroomError(cause, 'chart.yaml-invalid')) throw cause;
      const url = repository.resolve('index.yaml');
      throw new ChartroomError('index.invalid', { ...cause.data, url }, { cause });
    }
  }

  versions(chart: string): readonly ListedVersion[] {
    const found = this.listing.charts.find(({ name }) => name === chart);
    if (!found) throw new ChartroomError('index.no-chart', { url: this.url, name: chart });
    return found.versions;
  }

  addressOf({ urls }: ListedVersion): string {
    return this.files.resolve(urls[0] ?? '');
  }

  /** A chart's versions as artifacts. */
  source(chart: string): ListedSource {
    return new ListedSource(this, chart);
  }
}
