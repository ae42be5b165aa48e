import { expect, it } from 'vitest';
import { chart, folder } from '../../../tests/support/publishing.ts';
import type { SourceFile } from '../chart/files.ts';
import { createInlineCompute } from './inline.ts';

const compute = createInlineCompute();
const pack = (files: SourceFile[]) =>
  compute.packFolder({
    folder: 'a',
    files: files.map(({ path, blob }) => ({ path: path.slice(path.indexOf('/') + 1), blob })),
  });

it('names what was added, changed and removed, also where the size stayed', async () => {
  const before = await pack([...chart('a'), ...folder('a', { 'gone.txt': 'x', same: 'y' })]);
  const after = await pack([
    ...chart('a').filter(({ path }) => path !== 'a/values.yaml'),
    ...folder('a', { 'values.yaml': 'replicas: 2\n', 'crds/new.yaml': 'z', same: 'y' }),
  ]);
  expect(await compute.changes(before, after)).toEqual({
    added: ['crds/new.yaml'],
    changed: ['values.yaml'],
    removed: ['gone.txt'],
  });
  const none = { added: [], changed: [], removed: [] };
  expect(await compute.changes(after, after)).toEqual(none);
});
