import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MAX_CHART_SIZE } from './limits.ts';
import type { SourceFile } from './files.ts';
import { loadFolder } from './read-folder.ts';

const CHART = 'apiVersion: v2\nname: x\nversion: 1.10\n';

function source(files: Record<string, string | Blob>) {
  return {
    folder: 'x',
    files: Object.entries(files).map(([path, content]): SourceFile => ({
      path,
      blob: new Blob([content]),
    })),
  };
}

/** A file that has been deleted since it was chosen. */
async function lostFile(): Promise<Blob> {
  const folder = await mkdtemp(join(tmpdir(), 'lost-'));
  await writeFile(join(folder, 'file'), 'hello');
  const blob = await openAsBlob(join(folder, 'file'));
  await rm(folder, { recursive: true });
  return blob;
}

test('files in packing order with their bytes, and the names of those left out', async () => {
  const loaded = await loadFolder(
    source({
      'notes/a.bak': 'never read',
      'values.yaml': 'é: 1\n',
      'templates/a.yaml': '',
      '.helmignore': '*.bak\nnotes/\n',
      'Chart.yaml': CHART,
      'charts/_off/Chart.yaml': CHART,
    }),
  );
  const files = loaded.files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);
  expect(files).toEqual([
    ['Chart.yaml', CHART],
    ['values.yaml', 'é: 1\n'],
    ['templates/a.yaml', ''],
    ['.helmignore', '*.bak\nnotes/\n'],
  ]);
  expect(loaded.ignored).toEqual(['charts/_off/', 'notes/']);
  expect(loaded.metadata).toEqual({ name: 'x', version: '1.1', apiVersion: 'v2' });
});

test('a Chart.yaml that .helmignore removes is missing', async () => {
  const folder = source({ 'Chart.yaml': CHART, '.helmignore': '*.yaml' });
  await expect(loadFolder(folder)).rejects.toMatchObject({
    code: 'chart.yaml-missing',
    data: { chart: 'x' },
  });
});

test('ignored files are never read', async () => {
  const folder = source({ 'Chart.yaml': CHART, '.helmignore': 'secret' });
  folder.files.push({ path: 'secret', blob: await lostFile() });
  await expect(loadFolder(folder)).resolves.toMatchObject({ ignored: ['secret'] });
});

test('a file that can no longer be read is named', async () => {
  const folder = source({ 'Chart.yaml': CHART, 'values.yaml': 'a: 1\n' });
  folder.files.push({ path: 'files/lost', blob: await lostFile() });
  await expect(loadFolder(folder)).rejects.toMatchObject({
    code: 'file.unreadable',
    data: { path: 'files/lost' },
  });
});

test('a file that has grown since it was chosen is named', async () => {
  const folder = source({ 'Chart.yaml': CHART, log: 'one line more' });
  // Firefox has the old size and reads the new bytes.
  Object.defineProperty(folder.files[1]?.blob, 'size', { value: 8 });
  await expect(loadFolder(folder)).rejects.toMatchObject({
    code: 'file.changed',
    data: { path: 'log' },
  });
});

test('a chart too large for Helm to load is refused before it is read', async () => {
  const folder = source({ 'Chart.yaml': CHART });
  const part = new Uint8Array(1024 * 1024);
  const large = Array.from({ length: MAX_CHART_SIZE / part.length }, () => part);
  folder.files.push({ path: 'large', blob: new Blob(large) });
  await expect(loadFolder(folder)).rejects.toMatchObject({ code: 'archive.too-large' });
});
