import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { ChartSource } from '../../../src/core/chart/files.ts';

/** A folder on disk as the page gets it from the browser: every file, in no order of its own. */
export function folderSource(folder: string): ChartSource {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = new Uint8Array(readFileSync(path));
      return { path: relative(folder, path).split(sep).join('/'), blob: new Blob([bytes]) };
    });
  return { folder: basename(folder), files: files.reverse() };
}
