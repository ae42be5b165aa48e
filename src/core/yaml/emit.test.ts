import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import { goYaml, toYaml } from './emit.ts';
import { parseYaml } from './parse.ts';
import { compareKeys } from './write/key-order.ts';

test('keys in order, texts in quotes, lists and maps in blocks', () => {
  const text = toYaml({
    version: '1.10',
    name: 'é',
    nothing: undefined,
    list: ['yes', 1.5, null, [], {}, ['a', ['b']], { c: 'd', b: { a: true } }],
    'a: b': {},
    '<<': ['<<', '\x7f\u2028\ufeff\u0085'],
  });
  expect(text).toBe(`"<<":
  - "<<"
  - "\\x7F\\L\\uFEFF\\N"
'a: b': {}
list:
  - "yes"
  - 1.5
  - null
  - []
  - {}
  - - "a"
    - - "b"
  - b:
      a: true
    c: "d"
name: "é"
version: "1.10"
`);
});

/** Any text without halves of surrogate pairs, with what YAML has no place for. */
const text = fc.string({ unit: 'binary', maxLength: 20 });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    ...[text, fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })],
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));

test('what is written is read back as the same', () => {
  fc.assert(
    fc.property(fc.dictionary(text, value, { minKeys: 1 }), (all) => {
      const read = parseYaml(toYaml(all), 'x');
      expect(JSON.stringify(read && decode('any', read, 'x'))).toBe(JSON.stringify(sorted(all)));
    }),
    { numRuns: 300 },
  );
});

/** With the keys of all maps in the order in which they are written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => compareKeys(a, b, 2));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}

// tests/interop/functions-parity.test.ts asks yaml.v2 and yaml.v3 about values at random.
const sample = {
  text: [
    'plain',
    'yes',
    '1e3',
    "it's: so",
    '',
    'two\nlines\n',
    'no end\n\n',
    ' x\ny',
    'tab\tin',
    '😀',
  ],
  empty: { list: [], map: {} },
  numbers: [1000000, 1000000n, 0.5, Infinity],
};

test('Go’s values as yaml.v2 writes them', () => {
  expect(goYaml(sample, 2)).toBe(`empty:
  list: []
  map: {}
numbers:
- 1e+06
- 1000000
- 0.5
- .inf
text:
- plain
- "yes"
- "1e3"
- 'it''s: so'
- ""
- |
  two
  lines
- |+
  no end

- |2-
   x
  y
- "tab\\tin"
- "\\U0001F600"
`);
});

test('Go’s values as yaml.v3 writes them: lists are indented, and bytes are base64', () => {
  expect(goYaml({ a: ['b', new Uint8Array([255])], c: [['d']] }, 3)).toBe(`a:
  - b
  - !!binary /w==
c:
  - - d
`);
});

test('blanks beyond 80 columns become line breaks, in quotes too', () => {
  const line = 'word '.repeat(20).trim();
  const first = 'word '.repeat(16).trim();
  expect(goYaml([line, `${line}:`], 2)).toBe(`- ${first}
  word word word word
- '${first}
  word word word word:'
`);
});

test('a long key stands behind a question mark', () => {
  const key = 'k'.repeat(129);
  expect(goYaml({ [key]: [1n] }, 2)).toBe(`? ${key}\n: - 1\n`);
});
