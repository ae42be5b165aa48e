import { expect, test } from 'vitest';
import { BadPattern, compileGlob } from './glob.ts';

// Each as Go's filepath.Match has it on Unix.
test.each<[string, string, boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['abc', 'abc', true],
  ['*', 'abc', true],
  ['*', 'a/b', false],
  ['*c', 'abc', true],
  ['a*', 'ab/c', false],
  ['a*/b', 'a/c/b', false],
  ['a*b*c*d*e*/f', 'axbxcxdxe/f', true],
  ['a*b*c*d*e*/f', 'axbxcxdxe/xxx/f', false],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['ab[c]', 'abc', true],
  ['ab[e-g]', 'abc', false],
  ['ab[^b-d]', 'abc', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'ab', false],
  ['a?b', 'a☺b', true],
  ['a[^a]b', 'a☺b', true],
  ['a???b', 'a☺b', false],
  ['[a-ζ]*', 'α', true],
  ['*[a-ζ]', 'A', false],
  ['a?b', 'a/b', false],
  ['a*b', 'a/b', false],
  ['a[^x]b', 'a/b', true],
  ['[\\]a]', ']', true],
  ['[\\-]', '-', true],
  ['[x\\-]', 'z', false],
  ['[a*b]c', '*c', true],
  ['*x', 'xxx', true],
  // A star may stop within a character, whose remaining bytes then aren't valid UTF-8.
  ['*[^é]', 'xé', true],
  ['x*[', 'abc', false],
])('%j on %j is %s', (pattern, name, result) => {
  expect(compileGlob(pattern).matches(name)).toBe(result);
});

test.each<[string, string]>([
  ['[]a]', ']'],
  ['[-]', '-'],
  ['[x-]', 'x'],
  ['[-x]', 'x'],
  ['[a-b-c]', 'a'],
  ['[', 'a'],
  ['[^', 'a'],
  ['[^bc', 'a'],
  ['a[', 'ab'],
  ['\\', 'a'],
  ['x*[', 'xa'],
])('%j is malformed, found out on %j', (pattern, name) => {
  expect(() => compileGlob(pattern).matches(name)).toThrow(BadPattern);
});
