import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { findCharts } from '../../../src/core/chart/find.ts';

/** The folders of the charts below `root`, as the page would list them. */
export function chartFolders(root: string): string[] {
  const files = entriesOf(root)
    .filter((entry) => entry.isFile())
    .map((entry) => pathOf(root, entry))
    .map((path) => ({ path: `corpus/${path}`, blob: new Blob() }));
  return findCharts(files).map((chart) => join(root, relative('corpus', chart.root)));
}

/** The symbolic links below a folder, by path. A page never sees them. */
export function linksIn(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => pathOf(folder, entry));
}

function entriesOf(root: string) {
  return readdirSync(root, { recursive: true, withFileTypes: true });
}

function pathOf(root: string, { parentPath, name }: { parentPath: string; name: string }): string {
  return relative(root, join(parentPath, name)).split(sep).join('/');
}
