import { sameBytes, type ChartFile } from '../chart/files.ts';
import type { PackedChart } from '../chart/packed.ts';
import { readPacked } from '../chart/read-packed.ts';

/**
 * Whether a packed chart holds these very files, in this order. Reading and comparing a folder is
 * quick, packing it isn't; modification times don't help, since a browser takes half a millisecond
 * to get one.
 */
export async function holdsSame(
  packed: PackedChart,
  files: readonly ChartFile[],
): Promise<boolean> {
  const alike =
    packed.files.length === files.length &&
    packed.files.every(
      ({ path, size }, i) => path === files[i]?.path && size === files[i]?.bytes.length,
    );
  if (!alike) return false;
  const held = await readPacked(packed);
  return files.every(({ bytes }, i) => sameBytes(bytes, held[i]?.bytes ?? new Uint8Array()));
}
