import { expect, test } from 'vitest';
import { compileRegExp, RegExpFault, translateRegExp } from './regexp.ts';

/** Patterns with texts that Go matches with them, and texts that it doesn't. */
const MATCHES: [pattern: string, yes: string[], no: string[]][] = [
  ['^[[:alpha:]]+$', ['ab'], ['a1', 'é']],
  ['\\Aa\\z', ['a'], ['a\n', 'ba']],
  ['^\\s$', [' ', '\t', '\f'], ['\v', '\u00a0', '\u2028']],
  ['^.$', ['\r', '\u2028', '😀'], ['\n']],
  ['(?s)^.$', ['\n'], ['']],
  ['(?m)^a$', ['b\na\nc'], ['b\ra\rc']],
  ['^[\\w-.]+$', ['a-b.c'], ['a b']],
  ['^\\Qa.b\\E$', ['a.b'], ['axb']],
  ['^(?i)k$', ['k', 'K', '\u212a'], ['c']],
  ['^a(?i)b$', ['aB'], ['AB']],
  ['^(?i)\\w$', ['ſ'], ['é']],
  ['^(?i)[^\\P{Lu}]$', ['a', 'A', 'ſ'], ['1', 'ª']],
  ['^\\b\\w\\b$', ['a'], ['é']],
  ['^\\x{1F600}\\141$', ['😀a'], ['😀b']],
  ['^a{,2}$', ['a{,2}'], ['aa']],
  ['^\\p{Greek}+$', ['σς'], ['s']],
  ['[^\\x00-\\x{10FFFF}]', [], ['', 'a']],
];

test.each(MATCHES)('%s', (pattern, yes, no) => {
  const compiled = compileRegExp(pattern);
  expect(yes.filter((text) => !compiled.test(text))).toEqual([]);
  expect(no.filter((text) => compiled.test(text))).toEqual([]);
});

test('captures keep their numbers and names', () => {
  const { source, names } = translateRegExp('(?P<key>\\w+)=(?:(?<2nd>a)|(b))');
  expect(names).toEqual(['key', '2nd', '']);
  expect([...(new RegExp(source, 'u').exec('x=b') ?? [])]).toEqual(['x=b', 'x', undefined, 'b']);
});

test.each([
  ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
  ['(?<!a)', 'invalid named capture: `(?<!a)`'],
  ['\\1', 'invalid escape sequence: `\\1`'],
  ['\\u0041', 'invalid escape sequence: `\\u`'],
  ['x++', 'invalid nested repetition operator: `++`'],
  ['a{0,2000}', 'invalid repeat count: `{0,2000}`'],
  ['(a{500}){3}', 'invalid repeat count: `{3}`'],
  ['*', 'missing argument to repetition operator: `*`'],
  ['[[:foo:]]', 'invalid character class range: `[:foo:]`'],
  ['\\p{Foo}', 'invalid character class range: `\\p{Foo}`'],
  ['[a', 'missing closing ]: `[a`'],
  ['(a', 'missing closing ): `(a`'],
  ['a)', 'unexpected ): `a)`'],
  ['a\\', 'trailing backslash at end of expression: ``'],
])('%s is refused', (pattern, message) => {
  expect(() => translateRegExp(pattern)).toThrow(
    new RegExpFault(...(message.split(/: `|`$/, 2) as ConstructorParameters<typeof RegExpFault>)),
  );
});

test('what would compile to too much', () => {
  const many = '(?:aaaaaaaaaaaaaaaaaaaa){1000}'.repeat(200);
  expect(() => translateRegExp(many)).toThrow('expression too large');
  const deep = `${'('.repeat(1000)}${')'.repeat(1000)}`;
  expect(() => translateRegExp(deep)).toThrow('expression nests too deeply');
});
