/** Arguments of the functions of templates, at random. */
import fc from 'fast-check';
import type { Described } from './described.ts';

export type Arg = fc.Arbitrary<Described>;

export const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
export const of = (type: string) => (value: unknown) => ({ [type]: value });

const WORDS = [
  ...[
    '',
    'a',
    'app',
    'foo-bar',
    'foo_bar',
    'FooBar',
    'HTTPServer',
    'HTTP2xx',
    'Bld4Floor',
    'a b c',
  ],
  ...['héllo', 'Wörld ß', 'ǆabc', '中文字', '😀x', 'İstanbul', 'ΣΑΣ', ' lead', 'trail ', 'a\tb\nc'],
  ...[
    'true',
    'null',
    '~',
    'yes',
    '1',
    '1.0',
    '1.50',
    '010',
    '0x1F',
    '-5',
    '1e3',
    '1_000',
    '3.7',
    'NaN',
  ],
  ...[
    'key: value',
    '- x',
    '# no',
    "it's",
    '"quoted"',
    'a: b\nc: d\n',
    'multi\nline',
    'x\n',
    '\n',
    '@x',
  ],
  ...['app.kubernetes.io/name', '/a/b/../c.txt', 'release-name-app-metrics', '2024-01-02', '12:30'],
  ...[
    'the quick brown fox jumps over the lazy dog',
    '{{ x }}',
    '%d',
    '<a href="x">&',
    '\u2028',
    '\x7f',
  ],
];
const plainText = fc.oneof(
  { weight: 4, arbitrary: oneOf(...WORDS) },
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: oneOf(...'aAbB1-_. /:,é中\n'), maxLength: 30 }),
);
export const text: Arg = fc.oneof(
  { weight: 12, arbitrary: plainText.map(of('string')) },
  fc
    .uint8Array({ maxLength: 6 })
    .map((bytes) => ({ base64: Buffer.from(bytes).toString('base64') })),
);
export const asciiText: Arg = fc
  .string({ unit: oneOf(...'abc dEf-_/.:1 '), maxLength: 20 })
  .map(of('string'));
export const separator: Arg = oneOf(',', '', '.', '-', ' ', ', ', '\n', 'é', 'ab', '/').map(
  of('string'),
);
export const small: Arg = fc.integer({ min: -3, max: 12 }).map((value) => ({ int: String(value) }));
const float: Arg = fc
  .oneof(
    oneOf(
      '0',
      '1',
      '-1',
      '0.5',
      '1.5',
      '2.5',
      '-2.5',
      '3',
      '100',
      '1e+06',
      '1e+21',
      '0.1',
      '0.000001',
    ),
    fc.double({ noNaN: true }).map((value) => (value === Infinity ? '+Inf' : String(value))),
    fc.integer().map(String),
  )
  .map(of('float64'));
const int: Arg = fc
  .oneof(
    fc.integer({ min: -20, max: 20 }).map(String),
    fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String),
  )
  .chain((value) => oneOf('int', 'int64').map((kind) => ({ [kind]: value })));
export const scalar: Arg = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: float },
  int,
  fc.boolean().map(of('bool')),
  fc.constant(null),
);
const key = fc.oneof(
  {
    weight: 5,
    arbitrary: oneOf('a', 'b', 'c', 'name', 'app', 'A', 'a1', 'a10', 'a2', '__proto__'),
  },
  plainText,
);
/** Lists and maps of anything, and of what else is given. */
export function nested(...more: Arg[]): Arg {
  return fc.letrec<{ value: Described }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      { weight: 4, arbitrary: scalar },
      fc.array(tie('value'), { maxLength: 4 }).map(of('list')),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }).map(of('map')),
      ...more,
    ),
  })).value;
}
export const value: Arg = nested(
  fc.array(plainText, { maxLength: 3 }).map(of('[]string')),
  fc.dictionary(key, plainText, { maxKeys: 3 }).map(of('map[string]string')),
);
/** Maps without those of another type, into which mergo can't set anything. */
export const plainDict: Arg = fc.dictionary(key, nested(), { maxKeys: 5 }).map(of('map'));
/** Lists with few different items. */
const list: Arg = fc.oneof(
  fc
    .array(fc.oneof(oneOf('a', 'b', '', 'B').map(of('string')), small, value), { maxLength: 6 })
    .map(of('list')),
  fc.array(plainText, { maxLength: 5 }).map(of('[]string')),
  fc.array(fc.integer({ min: 0, max: 5 }).map(String), { maxLength: 5 }).map(of('[]int')),
);
export const listOrAny: Arg = fc.oneof({ weight: 5, arbitrary: list }, value);
export const dict: Arg = fc.dictionary(key, value, { maxKeys: 5 }).map(of('map'));
export const keyText: Arg = key.map(of('string'));
export const bool: Arg = fc.boolean().map(of('bool'));
export const number: Arg = fc.oneof(
  { weight: 4, arbitrary: float },
  { weight: 4, arbitrary: int },
  scalar,
  text,
);

/** Texts beyond the width of a line, in maps and lists. */
const longLine = fc.string({
  unit: oneOf(...'abcdefgh  :-#\'"\n\té\u2028'),
  minLength: 60,
  maxLength: 240,
});
const words = fc
  .array(fc.string({ unit: oneOf(...'abcdefgh'), maxLength: 12 }), { maxLength: 40 })
  .map((all) => all.join(' '));
export const longText: Arg = fc
  .oneof(longLine, words)
  .chain((line) =>
    oneOf<Described>(
      { string: line },
      { list: [{ string: line }] },
      { map: { key: { string: line } } },
      { map: { [line]: { list: [{ map: { a: { string: line } } }] } } },
      { map: { a: { map: { b: { list: [{ string: line }] } } } } },
    ),
  );
const yamlLine = oneOf(
  ...[
    'a: 1',
    'b: [1, 2.5, x]',
    'c: {d: e}',
    '- x',
    '- y: z',
    '  n: 1',
    '  - 2',
    'k: |',
    '  text',
    'l: >-',
  ],
  ...[
    '  folded',
    'm: "q\\n"',
    "o: 'it''s'",
    'p: ~',
    'q: 1e3',
    'r: 0x1F',
    's: yes',
    '# comment',
    '',
  ],
  ...[
    't: : x',
    '\tu: 1',
    'v: [',
    'w: }',
    'x: "open',
    '---',
    '...',
    '? y',
    '{',
    '- - a',
    'z: @x',
    'a: *b',
    'b: &b 1',
  ],
  ...[
    'c: *b',
    '12: x',
    'true: y',
    '.nan: 1',
    'f: .inf',
    'g: 12345678901234567890',
    'h: !!str 5',
    '%TAG',
    '<<: {a: 1}',
  ],
);
export const yamlText: Arg = fc
  .array(yamlLine, { maxLength: 6 })
  .map((lines) => ({ string: lines.join('\n') }));
const jsonPart = oneOf(
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"a"',
    '"b"',
    '1',
    '-0.5e3',
    'true',
    'null',
    ' ',
    '\n',
    '"\\u00e9\\n"',
  ],
  ...['tru', '01', '1.', '"open', '\\', 'é', '1e999', '-', '"\\x"', "'", '\u0001', '\x7f', '😀'],
);
export const jsonText: Arg = fc.oneof(
  fc.json({ maxDepth: 3 }).map(of('string')),
  fc.tuple(fc.json({ maxDepth: 2 }), jsonPart, fc.nat(20)).map(([json, part, at]) => ({
    string: json.slice(0, at) + part + json.slice(at),
  })),
  fc.array(jsonPart, { maxLength: 8 }).map((parts) => ({ string: parts.join('') })),
);

/** Any text of these characters. */
export const base = (characters: string): Arg =>
  fc.string({ unit: oneOf(...characters), maxLength: 20 }).map(of('string'));
export const pattern: Arg = oneOf(
  ...[
    'a',
    'a*',
    '',
    '^a',
    'b$',
    '[a-z]+',
    '(a)(b)?',
    '(?P<x>a)|b',
    '\\d+',
    '.',
    'é',
    '\\s*',
    '[^a-zA-Z0-9-]',
  ],
  ...[
    '(a|ab)(c|bcd)',
    '\\b',
    '(?i)A',
    'x{2,3}',
    '^$',
    '(',
    '[',
    'a**',
    '`(',
    '\\',
    '(?m)^a',
    '\\W',
    '(b+)',
  ],
).map(of('string'));
export const subject: Arg = fc
  .string({ unit: oneOf(...'aabbcx12é \n-A'), maxLength: 16 })
  .map(of('string'));
export const replacement: Arg = oneOf(
  '',
  'X',
  '$1',
  '${1}x',
  '$1x',
  '$$',
  '${x}',
  '$x',
  '$',
  '${',
  '$0-',
  '[$2]',
  '$01',
).map(of('string'));
const versionPart = oneOf(
  '0',
  '1',
  '2',
  '10',
  '01',
  'x',
  '1.2',
  '1.2.3',
  '1.20.0-rc.1',
  '1.2.3+b',
  'v1.2.3',
  '1.2.3-01',
  '',
  'v1.28.3-gke.100',
  '99999999999999999999',
  '1.2.3.4',
  'latest',
);
export const version: Arg = fc
  .oneof(
    versionPart,
    fc.tuple(versionPart, oneOf('.', '-', '+', ''), versionPart).map((all) => all.join('')),
  )
  .map(of('string'));
const comparator = fc
  .tuple(
    oneOf('', '>=', '<', '^', '~', '>', '!=', '=', '>= ', '>>'),
    versionPart,
    oneOf('', '-0', '.x'),
  )
  .map((all) => all.join(''));
export const constraint: Arg = fc
  .array(comparator, { minLength: 1, maxLength: 3 })
  .chain((all) =>
    oneOf(', ', ' ', ' || ', '||', ',', ' - ').map((glue) => ({ string: all.join(glue) })),
  );
