import { expect, it } from 'vitest';
import { predecessorOf } from './predecessor.ts';
import { SortedTags } from './sort-tags.ts';

it.each([
  ['1.2.0', '1.1.0'],
  ['1.10.0', '1.2.0'],
  ['2.0.0', '1.10.0'],
  ['2.0.0-rc.2', '2.0.0-rc.1'],
  ['2.0.0-rc.1', '1.10.0'],
  ['9.9.9', '2.0.0'],
  ['1.1.0', '1.0.0-beta'],
  ['1.0.0-beta', undefined],
  ['latest', undefined],
])('what came before %s', (version, before) => {
  const sorted = new SortedTags();
  sorted.add(['1.0.0-beta', '1.1.0', '1.2.0', '1.10.0', '2.0.0', '2.0.0-rc.1', '2.0.0-rc.2']);
  sorted.add(['latest', 'sha256-abc']);
  expect(predecessorOf(sorted.list(), version)?.version).toBe(before);
});
