import { expect, it } from 'vitest';
import { contentOf, isUnpacked } from '../chart/packed.ts';
import { createInlineCompute } from './inline.ts';

const compute = createInlineCompute();
const FILES = {
  'Chart.yaml': 'apiVersion: v2\nname: sloop\nversion: 1.0.0\n',
  'templates/a.yaml': 'kind: ConfigMap\n',
  'values.yaml': `sail: 1\n${'#'.repeat(200_000)}\n`,
};
const source = () => ({
  folder: 'sloop',
  files: Object.entries(FILES).map(([path, text]) => ({ path, blob: new Blob([text]) })),
});

it('has the bytes of a chart’s files only if they are asked for, and then those that were packed', async () => {
  const packed = await compute.packFolder(source());
  expect(isUnpacked(packed)).toBe(false);
  const unpacked = await compute.unpack(packed);
  const texts = unpacked.files.map(async (file) => [
    file.path,
    await contentOf(unpacked, file).text(),
  ]);
  expect(Object.fromEntries(await Promise.all(texts))).toEqual(FILES);
  expect(await compute.unpack(unpacked)).toBe(unpacked);
  expect(await compute.packFolder(source(), { unpacked: true })).toEqual(unpacked);
});

it('keeps the bytes of a small chart, which costs less than to unpack it for the checks', async () => {
  const blob = new Blob([FILES['Chart.yaml']]);
  const small = { folder: 'sloop', files: [{ path: 'Chart.yaml', blob }] };
  expect(isUnpacked(await compute.packFolder(small))).toBe(true);
});

it('does the same with a chart’s archive as with the bytes of its files', async () => {
  const packed = await compute.packFolder(source());
  const unpacked = await compute.unpack(packed);
  expect(await compute.check(packed)).toEqual(await compute.check(unpacked));
  expect(await compute.dependencies(packed)).toEqual(await compute.dependencies(unpacked));
  const changed = source();
  changed.files.push({ path: 'README.md', blob: new Blob(['Sloop']) });
  const later = await compute.packFolder(changed, { known: packed });
  expect(await compute.changes(packed, later)).toEqual(await compute.changes(unpacked, later));
  const known = await compute.packFolder(source(), { known: packed, unpacked: true });
  expect(known.archive).toBe(packed.archive);
  expect(isUnpacked(known)).toBe(true);
});
