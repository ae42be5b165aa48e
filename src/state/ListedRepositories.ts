import { ListedRepository } from '../core/actions/listed-repository.ts';
import type { Compute } from '../core/compute/compute.ts';
import type { ChartRepository, GetOptions } from '../core/registry/chart-repository.ts';

export interface ListedOptions extends GetOptions {
  /** Reads the index again, even if it has been read. */
  anew?: boolean | undefined;
}

export interface ListedPorts {
  chartRepository(url: string): Promise<ChartRepository>;
  compute(): Promise<Compute>;
}

/** So many indexes are held: each may take some megabytes. */
const MOST = 3;

/** The chart repositories that were read last, for the pages of what they list. */
export class ListedRepositories {
  readonly #ports: ListedPorts;
  /** By address; the one used last is at the end. */
  readonly #read = new Map<string, Promise<ListedRepository>>();

  constructor(ports: ListedPorts) {
    this.#ports = ports;
  }

  get(url: string, { anew = false, ...options }: ListedOptions = {}): Promise<ListedRepository> {
    const reading = (anew ? undefined : this.#read.get(url)) ?? this.#open(url, options);
    this.#read.delete(url);
    this.#read.set(url, reading);
    const [oldest] = this.#read.keys();
    if (oldest !== undefined && this.#read.size > MOST) this.#read.delete(oldest);
    // After a failure the next call tries again.
    reading.catch(() => {
      if (this.#read.get(url) === reading) this.#read.delete(url);
    });
    return reading;
  }

  async #open(url: string, options: GetOptions): Promise<ListedRepository> {
    const [repository, compute] = await Promise.all([
      this.#ports.chartRepository(url),
      this.#ports.compute(),
    ]);
    return ListedRepository.open(repository, compute, options);
  }
}
