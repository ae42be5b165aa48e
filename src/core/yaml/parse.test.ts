import { expect, test } from 'vitest';
import { isChartroomError, type ErrorDetails } from '../errors.ts';
import { entryAt, type YamlMap, type YamlNode } from './node.ts';
import { parseYaml, parseYamlFile } from './parse.ts';

test('each key and value has its place', () => {
  const document = parse('# first\nname: x\r\nmaintainers:\n  - email: e\n');
  expect(entryAt(document, 'name')).toEqual({
    at: { line: 2, column: 1 },
    value: { kind: 'scalar', value: 'x', at: { line: 2, column: 7 } },
  });
  expect(entryAt(document, 'maintainers', 0, 'EMAIL')?.at).toEqual({ line: 4, column: 5 });
  expect(entryAt(document, 'maintainers', 1)).toBeUndefined();
  expect(entryAt(document, 'name', 'x')).toBeUndefined();
});

test('of a repeated key the last value counts, and the repetition is recorded', () => {
  const document = parse('a: 1\na: 2\n') as YamlMap;
  expect(plain(document)).toEqual({ a: 2n });
  expect(document.repeated).toEqual([{ key: 'a', at: { line: 2, column: 1 } }]);
});

test('keys become text', () => {
  expect(plain(parse('1: a\n1.50: b\nyes: c\n.inf: d\n2020-01-01: e\n'))).toEqual({
    '1': 'a',
    '1.5': 'b',
    true: 'c',
    '.inf': 'd',
    '2020-01-01': 'e',
  });
  expect((parse('a: 1\n~: a') as YamlMap).unusable).toMatchObject({
    key: null,
    at: { line: 2, column: 1 },
  });
  expect(failure('x: {[a]: b}')).toMatchObject({ line: 1, column: 5, reason: 'key-no-scalar' });
});

test('aliases and merge keys, which override earlier keys', () => {
  const text =
    'base: &b {x: 1, w: 2}\nbefore: {x: 0, <<: *b}\nafter: {<<: [*b, {w: 3, z: 4}], x: 5}\n';
  expect(plain(parse(text))).toEqual({
    base: { x: 1n, w: 2n },
    before: { x: 1n, w: 2n },
    after: { x: 5n, w: 2n, z: 4n },
  });
  expect(plain(parse('"<<": {x: 1}'))).toEqual({ '<<': { x: 1n } });
  expect(failure('<<: 1')).toMatchObject({ line: 1, column: 1, reason: 'merge-no-map' });
  expect(failure('a: *nobody')).toMatchObject({ line: 1, column: 4, reason: 'anchor-unknown' });
  expect(failure('a: &a [*a]')).toMatchObject({ reason: 'anchor-within-itself', anchor: 'a' });
});

test('an anchor means the last one before the alias', () => {
  expect(plain(parse('a: &x {k: &y 1}\nb: &y 2\nc: *x\nd: *y\n'))).toEqual({
    a: { k: 1n },
    b: 2n,
    c: { k: 1n },
    d: 2n,
  });
});

test('a document with excessive aliases is refused before it is expanded', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++) {
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  }
  expect(failure(lines.join('\n')).reason).toBe('excessive-aliasing');
});

test('only the first document counts, even if a later one is broken', () => {
  expect(plain(parse('---\na: 1\n---\nb: [\n'))).toEqual({ a: 1n });
  expect(plain(parse('# x\na: 1\n... }[\n'))).toEqual({ a: 1n });
  expect(plain(parse('a: |\n  ---\n  b\n'))).toEqual({ a: '---\nb\n' });
  expect(parse('# nothing\n')).toBeUndefined();
});

test('a document that starts with many comments is read quickly', () => {
  expect(plain(parse('# deep water\n'.repeat(10_000) + 'a: b\n'))).toEqual({ a: 'b' });
});

test('a long text takes time in proportion to its length', { timeout: 20_000 }, () => {
  const comments = '# a comment\n'.repeat(5_000);
  const keys = Array.from({ length: 5_000 }, (_, i) => `key-${i}: {a: "${i}", b: [x, z]}\n`);
  expect((parse(comments + keys.join('')) as YamlMap).entries.size).toBe(5_000);
});

test('what Helm refuses is refused with its place', () => {
  expect(failure('a: 1\nb: c: d\n')).toMatchObject({ path: 'Chart.yaml', line: 2, column: 5 });
  expect(failure('a: "\u0007"\n')).toMatchObject({
    line: 1,
    column: 5,
    reason: 'control-character',
  });
  expect(failure('%YAML 1.2\n---\na: 1\n')).toMatchObject({ line: 1, column: 1 });
  expect(failure('a: !!int x\n')).toMatchObject({ line: 1, column: 10, reason: 'tag' });
  expect(failure('a: "\\/"\n')).toMatchObject({ reason: 'escape', escape: '\\/' });
  expect(failure('a: "\\\\\\ud83d\\ude00"\n')).toMatchObject({
    reason: 'escape',
    escape: '\\ud83d',
  });
});

test('where YAML 1.1 is stricter than 1.2, so is Helm', () => {
  expect(failure('a: [b?c]\n')).toMatchObject({ reason: 'no-comma', bracket: ']', column: 6 });
  expect(failure('a: [:b]\n').reason).toBe('no-content');
  expect(plain(parse('a: [b:c]\n'))).toEqual({ a: ['b:c'] });
  expect(plain(parse('a: b?c\n'))).toEqual({ a: 'b?c' });
  expect(failure('{a\n  b: c}\n')).toMatchObject({ reason: 'no-comma', bracket: '}' });
  expect(failure('{a\n  : c}\n').reason).toBe('no-comma');
  expect(failure('x: 1\na\n  : c\n').reason).toBe('no-colon');
  expect(plain(parse('{? a\n  b : c, d\n  e}\n'))).toEqual({ 'a b': 'c', 'd e': null });
  expect(failure('a: &1.0 b\n')).toMatchObject({ reason: 'anchor-name', anchor: '1.0' });
});

test.each<[string, unknown]>([
  ['a: "b\nc"\nd: \'e\n\nf\'\n', { a: 'b c', d: 'e\nf' }],
  ['a: [b,\nc\n]\nd: {e: f,\n\tg: h\n}\n', { a: ['b', 'c'], d: { e: 'f', g: 'h' } }],
  ['---\t\na: b\n', { a: 'b' }],
  ['%YAML 01.01\n\t\n---\na: b\n', { a: 'b' }],
  ['? !!str k\n: v\n', { k: 'v' }],
  ['a: >\n    \n # c\nb: c\n', { a: '', b: 'c' }],
  ['"a" b\n@', 'a'],
  ['[]: x\n', []],
  [' a: b\nc: d\n', { a: 'b' }],
  ['a: "b\rc\\\rd"\n', { a: 'b cd' }],
  ['a: "\\\'"\n', { a: "'" }],
  ['[-,b]\n', ['-', 'b']],
  ['{? a: b}\n', { a: 'b' }],
  ['[!a,b c]\n', ['c']],
  ['{1.10:,b}\n', { '1.10:': null, b: null }],
  ['a: b\u2028 c\n', { a: 'b\u2028c' }],
  ['a: |\n  b\nc: >\n  d\n  e', { a: 'b\n', c: 'd e' }],
])('where YAML 1.2 is stricter, Helm isn’t: %j', (text, value) => {
  expect(plain(parse(text))).toEqual(value);
});

test.each<[string, string]>([
  ['a: |\n  \tb\n', 'tab'],
  ['a: b\u2028c\n', 'no-colon'],
  ['# nothing\n...\n', 'no-content'],
  ['? a\n- b\n', 'no-key'],
  ['{a\n# c\n: b}\n', 'no-comma'],
])('where it is looser, Helm refuses: %j', (text, reason) => {
  expect(failure(text).reason).toBe(reason);
});

test('brackets are followed 10,000 deep at most, or as deep as the page can', () => {
  expect(failure('['.repeat(10_001))).toMatchObject({ reason: 'depth', limit: 10_000 });
  expect(failure('- '.repeat(10_001))).toMatchObject({ reason: 'depth', limit: 10_000 });
  // Node's stack holds fewer than that.
  const deep = '['.repeat(9_999) + ']'.repeat(9_999);
  expect(failure(deep)).toEqual({ path: 'Chart.yaml', line: 1, column: 1, reason: 'too-deep' });
  expect(failure(`${deep}\n---\n@`).reason).toBe('too-deep');
  expect(failure(`${deep}\n"`).reason).toBe('quote-missing');
  expect(plain(parse('['.repeat(500) + ']'.repeat(500)))).toHaveLength(1);
});

test('yaml.v2 reads pieces of 512 bytes: a broken character behind the document may lie in one', () => {
  const file = (length: number, ...rest: number[]) =>
    new Uint8Array([...new TextEncoder().encode(`a: b\n---\n#${'c'.repeat(length)}`), ...rest]);
  expect(() => parseYamlFile(file(100, 0xff), 'x.yaml')).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ reason: 'encoding', line: 3 }) }),
  );
  expect(plain(parseYamlFile(file(502, 0xff), 'x.yaml'))).toEqual({ a: 'b' });
  expect(() => parseYamlFile(file(100, 0x07), 'x.yaml')).toThrow('chart.yaml-invalid');
  expect(plain(parseYamlFile(file(502, 0x07), 'x.yaml'))).toEqual({ a: 'b' });
  // The end of the file isn't known before all of it is read.
  expect(plain(parseYamlFile(file(100, 0xe2), 'x.yaml'))).toEqual({ a: 'b' });
});

test.each([
  ['a: b\n\t\nc: d\n', 2],
  ['a: "b"\n  \t\nc: d\n', 2],
  ['a: b # c\n \t\nc: d\n', 2],
  ['x:\n  a: b\n \t\n', 3],
  ['\t# c\na: b\n', 1],
  ['a:\n- b\n-\tc\n', 3],
  ['?\ta\n: b\n', 1],
])('a tab at the start of a line is refused: %j', (text, line) => {
  expect(failure(text)).toMatchObject({ line, reason: 'tab' });
});

test.each(['a: b\n \t\nc: d\n', 'a: |\n  b\n  \tc\n', 'a:\tb\n', 'a: --\tb\n'])(
  'or harmless: %j',
  (text) => {
    expect(parse(text)).toBeDefined();
  },
);

test('a comment may follow quotes, brackets and a block’s sign without a space', () => {
  expect(plain(parse('a: "b"#c\nd: [e]#f\ng: {h: "i"#j\n}#k\nl: |#m\n  n\n'))).toEqual({
    a: 'b',
    d: ['e'],
    g: { h: 'i' },
    l: 'n\n',
  });
  expect(plain(parse('a: b#c\n'))).toEqual({ a: 'b#c' });
});

test('byte order marks and UTF-16', () => {
  const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  const swapped = (bytes: Uint8Array) => bytes.map((_, i) => bytes[i ^ 1] ?? 0);
  const read = (bytes: Uint8Array) => plain(parseYamlFile(bytes, 'Chart.yaml'));
  expect(read(utf16('a: é😀'))).toEqual({ a: 'é😀' });
  expect(read(swapped(utf16('a: é😀')))).toEqual({ a: 'é😀' });
  expect(read(new TextEncoder().encode('\ufeffa: é\ufffd'))).toEqual({ a: 'é\ufffd' });
  // Within a file a mark is text, but yaml.v2 takes a second one at its start for a blank.
  expect(plain(parse('a: b\n\ufeffc: d\n'))).toEqual({ a: 'b', '\ufeffc': 'd' });
  expect(read(new TextEncoder().encode('\ufeff\ufeffa: b'))).toEqual({ a: 'b' });
  expect(read(new TextEncoder().encode('\ufeff\ufeffa: b\n😀c: d'))).toEqual({ a: 'b', c: 'd' });
  const broken = new Uint8Array([...new TextEncoder().encode('a: \ufffd\nb: '), 0xff, 0x0a]);
  expect(() => read(broken)).toThrow(
    expect.objectContaining({
      code: 'chart.yaml-invalid',
      data: { path: 'Chart.yaml', line: 2, column: 4, reason: 'encoding', encoding: 'utf-8' },
    }),
  );
});

function parse(text: string): YamlNode | undefined {
  return parseYaml(text, 'Chart.yaml');
}

function failure(text: string): ErrorDetails['chart.yaml-invalid'] {
  try {
    parse(text);
  } catch (error) {
    if (isChartroomError(error, 'chart.yaml-invalid')) return error.data;
    throw error;
  }
  throw new Error(`no error: ${text}`);
}

function plain(node: YamlNode | undefined): unknown {
  if (node?.kind === 'list') return node.items.map(plain);
  if (node?.kind !== 'map') return node?.value;
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]));
}
