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
