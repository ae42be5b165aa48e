import type { ChartFile, PartlyRead, SourceFile } from '../core/chart/files.ts';
import { filterIgnored } from '../core/chart/ignore-filter.ts';
import { parseUsable } from '../core/chart/ignore.ts';
import type {
  CheckOptions,
  Compute,
  ComputeOptions,
  FetchedBlobs,
  PackOptions,
} from '../core/compute/compute.ts';
import type { Digest } from '../core/digest.ts';
import type { Manifest } from '../core/oci/manifest.ts';
import type { Finding } from '../core/lint/finding.ts';
import type { PackedChart, UnpackedChart } from '../core/chart/packed.ts';
import { keepBytesOf, textOf } from '../core/read-blob.ts';
import { rehearsal } from './rehearsal.ts';

/** The service of a compute worker. */
export interface ComputeService extends Compute {
  /** The indices of the files that a .helmignore keeps; what is wrong with it is passed over. */
  kept(paths: string[], helmignore: Blob): Promise<number[]>;
  /** Receives a portion of a folder's files, beginning with the one at index `start`. */
  receive(files: readonly (SourceFile | ChartFile)[], start: number): Promise<void>;
  /** Starts what unpacks archives. */
  wake(): Promise<void>;
  /** Does once what the first chart will need, so that it isn't the slowest of all. */
  rehearse(): Promise<void>;
  /** The first `received` files have been received before; `source` has the rest. */
  packFolder(
    source: PartlyRead,
    options?: PackOptions & { received?: number },
  ): Promise<PackedChart>;
  /** `bytes` has those of the blobs of which the page has them itself. */
  restore(
    manifest: Manifest,
    blobs: FetchedBlobs,
    options?: ComputeOptions & { bytes?: ReadonlyMap<Digest, Uint8Array<ArrayBuffer>> },
  ): Promise<UnpackedChart>;
  checkFolder(
    source: PartlyRead,
    options?: CheckOptions & { received?: number },
  ): Promise<Finding[]>;
}

/** `compute` as the service for one page, which runs one job at a time here. */
export function serviceOf(compute: Compute, wake: () => Promise<void>): ComputeService {
  let taken: readonly (SourceFile | ChartFile)[] = [];
  const whole = ({ folder, files }: PartlyRead, received = 0): PartlyRead => {
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
    async kept(paths, helmignore) {
      const { rules } = parseUsable(await textOf(helmignore));
      const files = paths.map((path, index) => ({ path, index }));
      return filterIgnored(files, rules).kept.map(({ index }) => index);
    },
    async receive(files, start) {
      // Files that an earlier, aborted job left behind are dropped.
      taken = [...taken.slice(0, start), ...files];
    },
    restore: (manifest, blobs, { bytes = new Map() } = {}) => {
      for (const [digest, blob] of blobs) {
        const own = bytes.get(digest);
        if (own) keepBytesOf(blob, own);
      }
      return compute.restore(manifest, blobs);
    },
    packFolder: (source, { received, ...options } = {}) =>
      compute.packFolder(whole(source, received), options),
    checkFolder: (source, { received, ...options } = {}) =>
      compute.checkFolder(whole(source, received), options),
  };
}
