import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import { toYaml } from './emit.ts';
import { parseYaml } from './parse.ts';

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
  - "\\u007f\\u2028\\ufeff\\u0085"
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
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, sorted(member)]));
}
