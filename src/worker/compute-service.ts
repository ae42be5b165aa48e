import type { ChartSource, SourceFile } from '../core/chart/files.ts';
import type { Compute } from '../core/compute/compute.ts';
import type { PackedChart } from '../core/chart/packed.ts';

/** What a compute worker serves. */
export interface ComputeService extends Compute {
  /**
   * Takes a portion of a folder's files, which are the `start`th and those after it. A `File`
   * is handed over by reference, but for each the page's thread waits for the browser's main
   * process (0.1 to 0.3 ms): thousands at once would hold the page up.
   */
  receive(files: SourceFile[], start: number): Promise<void>;
  /** With `received` files taken before those of `source`. */
  packFolder(
    source: ChartSource,
    options?: { known?: PackedChart | undefined; received?: number },
  ): Promise<PackedChart>;
}

/** `compute` for one page, which has one job at a time running here. */
export function serviceOf(compute: Compute): ComputeService {
  let taken: SourceFile[] = [];
  return {
    ...compute,
    async receive(files, start) {
      // What an earlier job left behind, when it was called off, is dropped.
      taken = [...taken.slice(0, start), ...files];
    },
    packFolder({ folder, files }, { received = 0, ...options } = {}) {
      const all = [...taken.slice(0, received), ...files];
      taken = [];
      return compute.packFolder({ folder, files: all }, options);
    },
  };
}
