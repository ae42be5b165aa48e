import { expect, test } from 'vitest';
import { countSoFar, fewOf, listNote, versionsAndTags } from './lists.ts';

test.each([
  ['whole', '2 versions', ''],
  ['coming', '2 versions so far', ''],
  ['failed', 'at least 2 versions', ''],
  ['stopped', 'at least 2 versions', 'Stopped'],
  ['unproven', 'at least 2 versions', 'There may be more'],
  ['cut', 'at least 2 versions', 'There are more'],
] as const)('a list that is %s', (phase, counted, note) => {
  expect(countSoFar(phase, '2 versions')).toBe(counted);
  expect(listNote(phase).startsWith(note)).toBe(true);
  expect(listNote(phase) === '').toBe(note === '');
});

test('tags that stand together are counted as the rows that they are, and as tags', () => {
  expect(versionsAndTags(3, 3)).toBe('3 versions');
  expect(versionsAndTags(1, 1)).toBe('1 version');
  expect(versionsAndTags(2, 3)).toBe('2 versions, 3 tags');
});

test('of many names the first ones stand in a sentence', () => {
  expect(fewOf(['a', 'b'])).toBe('a, b');
  const names = Array.from({ length: 1234 }, (_, i) => `v${i}`);
  expect(fewOf(names)).toBe('v0, v1, v2, v3, v4, v5, v6, v7, v8, v9 and 1,224 more');
});
