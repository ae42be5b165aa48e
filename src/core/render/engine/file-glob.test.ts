import { expect, test } from 'vitest';
import { compileFileGlob } from './file-glob.ts';

test.each([
  ['*.txt', 'a.txt', true],
  ['*.txt', 'b/a.txt', false],
  ['**.txt', 'b/a.txt', true],
  ['files/docker-entrypoint.d/*.{sh,sql,sql.gz}', 'files/docker-entrypoint.d/a.sql.gz', true],
  ['files/?.txt', 'files/ab.txt', false],
  ['[a-c].txt', 'b.txt', true],
  ['[!a-c].txt', 'b.txt', false],
  ['[--a]', '.', true],
  ['[a\\]b]', ']', true],
  ['{a,b', 'b', true],
  ['{a,b', 'c', false],
  ['{a,{b,c', 'c', true],
  ['{', 'a', false],
  ['a\\', 'a', true],
  ['a\\', 'b', false],
  ['\\*.txt', '*.txt', true],
  ['\\*.txt', 'a.txt', false],
  ['a+(b)|c', 'a+(b)|c', true],
])('%s against %s', (pattern, path, fits) => {
  expect(compileFileGlob(pattern)?.test(path)).toBe(fits);
});

test.each(['[a', '[]', '[!]', '[c-a]', '[a-]', '[a-cx]', '{[a}'])('%s is wrong', (pattern) => {
  expect(compileFileGlob(pattern)).toBeUndefined();
});
