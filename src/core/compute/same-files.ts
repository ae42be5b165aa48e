import type { ChartFile } from '../chart/files.ts';
import type { PackedChart } from '../chart/packed.ts';
import { bytesOf } from '../read-blob.ts';

/**
 * Whether a packed chart holds these very files, in this order. Reading and comparing a folder is
 * quick, packing it isn't; modification times don't help, since a browser takes half a millisecond
 * to get one.
 */
export async function holdsSame(
  { files: packed, unpacked }: PackedChart,
  files: readonly ChartFile[],
): Promise<boolean> {
  const alike =
    packed.length === files.length &&
    packed.every(({ path, size }, i) => path === files[i]?.path && size === files[i]?.bytes.length);
  if (!alike) return false;
  const bytes = await bytesOf(unpacked);
  return packed.every(({ offset }, i) => startsWith(bytes, offset, files[i]?.bytes));
}

function startsWith(bytes: Uint8Array, offset: number, part = new Uint8Array()): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[offset + i] !== part[i]) return false;
  return true;
}
