import type { ChartSource, SourceFile } from '../core/chart/files.ts';
import type { CheckOptions, Compute, PackOptions } from '../core/compute/compute.ts';
import type { Finding } from '../core/lint/finding.ts';
import type { PackedChart } from '../core/chart/packed.ts';
import { rehearsal } from './rehearsal.ts';

/** The service of a compute worker. */
export interface ComputeService extends Compute {
  /**
   * Receives a portion of a folder's files, beginning with the one at index `start`. A `File` is
   * posted by reference, but for each the page's thread waits for the browser's main process, which
   * looks up the file's size: 0.2 ms if it has nothing else to do, several if the machine is busy.
   * Thousands at once would freeze the page.
   */
  receive(files: SourceFile[], start: number): Promise<void>;
  /** Starts what unpacks archives. */
  wake(): Promise<void>;
  /** Does once what the first chart will need, so that it isn't the slowest of all. */
  rehearse(): Promise<void>;
  /** The first `received` files have been received before; `source` has the rest. */
  packFolder(
    source: ChartSource,
    options?: PackOptions & { received?: number },
  ): Promise<PackedChart>;
  checkFolder(
    source: ChartSource,
    options?: CheckOptions & { received?: number },
  ): Promise<Finding[]>;
}

/** `compute` as the service for one page, which runs one job at a time here. */
export function serviceOf(compute: Compute, wake: () => Promise<void>): ComputeService {
  let taken: SourceFile[] = [];
  const whole = ({ folder, files }: ChartSource, received = 0): ChartSource => {
    const all = [...taken.slice(0, received), ...files];
    taken = [];
    return { folder, files: all };
  };
  return {
    ...compute,
    wake,
    async rehearse() {
      await compute.packFolder(rehearsal());
    },
    async receive(files, start) {
      // Files that an earlier, aborted job left behind are dropped.
      taken = [...taken.slice(0, start), ...files];
    },
    packFolder: (source, { received, ...options } = {}) =>
      compute.packFolder(whole(source, received), options),
    checkFolder: (source, { received, ...options } = {}) =>
      compute.checkFolder(whole(source, received), options),
  };
}
