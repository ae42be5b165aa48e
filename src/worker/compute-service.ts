import type { SourceFile } from '../core/chart/files.ts';
import type { Compute } from '../core/compute/compute.ts';

/** What a compute worker serves. */
export interface ComputeService extends Compute {
  /**
   * Takes a portion of a folder's files, to come before those of the `packFolder` that
   * follows. A `File` is handed over by reference, but for each the page's thread waits for
   * the browser's main process (0.1 to 0.3 ms): thousands at once would hold the page up.
   */
  receive(files: SourceFile[]): Promise<void>;
}

/** `compute` for one page, which has one job at a time running here. */
export function serviceOf(compute: Compute): ComputeService {
  let received: SourceFile[] = [];
  return {
    ...compute,
    async receive(files) {
      received.push(...files);
    },
    packFolder({ folder, files }, options) {
      const all = [...received, ...files];
      received = [];
      return compute.packFolder({ folder, files: all }, options);
    },
  };
}
