import { expect, test } from 'vitest';
import { isChartroomError } from '../errors.ts';
import { filterIgnored } from './ignore-filter.ts';
import { parseIgnore } from './ignore.ts';

/** A path that ends with a slash is a folder. */
function ignores(rules: string, path: string): boolean {
  const isFolder = path.endsWith('/');
  return parseIgnore(rules).ignores(isFolder ? path.slice(0, -1) : path, isFolder);
}

// helm pkg/ignore/rules_test.go
test.each<[string, string, boolean]>([
  ['helm.txt', 'helm.txt', true],
  ['helm.*', 'helm.txt', true],
  ['helm.*', 'rudder.txt', false],
  ['*.txt', 'tiller.txt', true],
  ['*.txt', 'cargo/a.txt', true],
  ['cargo/*.txt', 'cargo/a.txt', true],
  ['cargo/*.*', 'cargo/a.txt', true],
  ['cargo/*.txt', 'mast/a.txt', false],
  ['ru[c-e]?er.txt', 'rudder.txt', true],
  ['templates/.?*', 'templates/.dotfile', true],
  ['.*', '.joonix', true],
  ['.*', 'helm.txt', false],
  ['cargo/', 'cargo/', true],
  ['cargo/', 'mast/', false],
  ['helm.txt/', 'helm.txt', false],
  ['!helm.txt', 'helm.txt', false],
  ['!helm.txt', 'tiller.txt', true],
  ['!*.txt', 'cargo/', true],
  ['!cargo/', 'mast/', true],
  ['/a.txt', 'a.txt', true],
  ['/a.txt', 'cargo/a.txt', false],
  ['/cargo/a.txt', 'cargo/a.txt', true],
])("Helm's table: %j on %s is %s", (rule, path, ignored) => {
  expect(ignores(rule, path)).toBe(ignored);
});

test('the root is never ignored', () => {
  for (const path of ['', '.', './']) expect(parseIgnore('.*').ignores(path, true)).toBe(false);
});

// Seen on helm 3.22 and 4.3; `//foo` as 4.3 has it.
test.each<[string, string, boolean]>([
  ['*.txt\n!keep.txt', 'keep.txt', true],
  ['*.txt\n!keep.txt', 'a.txt', true],
  ['*.txt\n!keep.txt', 'Chart.yaml', true],
  ['!keep.txt\n*.txt', 'keep.txt', true],
  ['!*.yaml', 'Chart.yaml', false],
  ['!*.yaml', 'templates/', true],
  ['!templates/', 'Chart.yaml', true],
  ['!templates/', 'templates/', false],
  ['foo/bar/', 'x/foo/bar/', false],
  ['bar/', 'x/bar/', true],
  ['/bar/', 'x/bar/', false],
  ['foo/*', 'foo/a/', true],
  ['foo/*', 'foo/a/b', false],
  ['foo', 'a/b/foo', true],
  ['FOO', 'foo', false],
  ['*.{txt,md}', 'a.md', false],
  ['[!a]x', 'bx', false],
  ['[!a]x', '!x', true],
  ['[^a]x', 'bx', true],
  ['\\!foo', '!foo', true],
  ['\\#foo', '#foo', true],
  ['foo # c', 'foo', false],
  ['./foo', 'foo', false],
  ['/', 'foo/', false],
  ['!', 'foo', true],
  ['*', 'Chart.yaml', true],
  ['', 'templates/.hidden', true],
  ['', 'templates/.git/', true],
  ['', 'templates/sub/.hidden', false],
  ['', 'charts/x/templates/.hidden', false],
  ['', '.git/', false],
  ['', '.helmignore', false],
  ['?.txt', 'é.txt', true],
  ['foo//', 'foo/', false],
  ['//foo', 'foo', false],
  ['*/foo', 'a/foo', true],
  ['*/foo', 'a/b/foo', false],
  ['  foo\t\r', 'foo', true],
  ['\u0085foo\u3000', 'foo', true],
  ['\ufefffoo', 'foo', true],
  ['x*[', 'xa', false],
])('%j on %s is %s', (rules, path, ignored) => {
  expect(ignores(rules, path)).toBe(ignored);
});

test('blank lines and comments are no rules', () => {
  const { rules } = parseIgnore('#one\n\n\t# two\nfoo\n\nbar/\n!baz\n');
  expect(rules.map(({ line, pattern }) => [line, pattern])).toEqual([
    [4, 'foo'],
    [6, 'bar/'],
    [7, '!baz'],
    [0, 'templates/.?*'],
  ]);
});

test.each([
  ...[
    'foo/**/bar',
    '[z-',
    'a**',
    '[',
    '[]',
    '[a-',
    '[]a]',
    'a\\',
    '[a',
    '[-]',
    'x[',
    'zzz[',
    '[^]',
  ],
  'x'.repeat(65_536),
])('%j is refused, with its line', (pattern) => {
  try {
    parseIgnore(`ok\n${pattern}\n`);
  } catch (error) {
    if (!isChartroomError(error, 'chart.ignore-invalid')) throw error;
    expect(error.data).toMatchObject({ line: 2, pattern });
    return;
  }
  throw new Error('taken');
});

test('65,535 bytes are no line too long', () => {
  expect(parseIgnore(`${'x'.repeat(65_535)}\n`).rules).toHaveLength(2);
});

test('an ignored folder is listed once, whatever is in it', () => {
  const paths = [
    'b/c/d',
    'b/keep',
    'Chart.yaml',
    'b/c/e/f',
    'x.bak',
    'templates/.d/f',
    'b/c2/x.bak',
  ];
  const { kept, ignored } = filterIgnored(
    paths.map((path) => ({ path })),
    parseIgnore('c/\n*.bak\nkeep/d\n'),
  );
  expect(kept).toEqual([{ path: 'b/keep' }, { path: 'Chart.yaml' }]);
  expect(ignored).toEqual(['b/c/', 'b/c2/x.bak', 'templates/.d/', 'x.bak']);
});

test('lines with many blanks within take no longer than others', () => {
  // Matching again from each blank would exceed the timeout of the test.
  const rules = parseIgnore(
    Array(30)
      .fill(`a${' '.repeat(65_000)}b`)
      .join('\n'),
  ).rules;
  expect(rules).toHaveLength(31);
});
