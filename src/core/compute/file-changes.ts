import { sameBytes } from '../chart/files.ts';
import type { PackedChart, PackedFile } from '../chart/packed.ts';

/** How a chart's files differ from those of an earlier reading, by their paths. */
export interface FileChanges {
  added: string[];
  changed: string[];
  removed: string[];
}

/** What was added to a chart, changed in it and removed from it. */
export async function fileChanges(before: PackedChart, after: PackedChart): Promise<FileChanges> {
  if (before.digest === after.digest) return { added: [], changed: [], removed: [] };
  const [old, now] = await Promise.all([bytesOf(before), bytesOf(after)]);
  const [earlier, later] = [byPath(before), byPath(after)];
  const differs = (file: PackedFile) => {
    const known = earlier.get(file.path);
    return known !== undefined && !sameBytes(slice(old, known), slice(now, file));
  };
  return {
    added: [...later.keys()].filter((path) => !earlier.has(path)),
    changed: [...later.values()].filter(differs).map(({ path }) => path),
    removed: [...earlier.keys()].filter((path) => !later.has(path)),
  };
}

/** An archive may name a path twice; the last one is what counts. */
function byPath({ files }: PackedChart): Map<string, PackedFile> {
  return new Map(files.map((file) => [file.path, file]));
}

async function bytesOf({ unpacked }: PackedChart): Promise<Uint8Array> {
  return new Uint8Array(await unpacked.arrayBuffer());
}

function slice(bytes: Uint8Array, { offset, size }: PackedFile): Uint8Array {
  return bytes.subarray(offset, offset + size);
}
