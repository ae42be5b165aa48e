/** Schemas with values to hold against them, in families. */
import fc from 'fast-check';
import { PATTERN, TEXT } from '../regexp/patterns.ts';
import {
  broken,
  draft,
  DRAFTS,
  FORMATS,
  keywords,
  often,
  oneOf,
  question,
  reference,
  values,
  withDraft,
  type Question,
} from './keywords.ts';

const SAMPLES = [
  ...[
    '/a/~0~1',
    '0#',
    '1/a',
    '123e4567-e89b-12d3-a456-426614174000',
    'P1Y2M3DT4H5M6S',
    'P3W',
    'PT1H',
  ],
  ...[
    '2020-01-01T00:00:00Z/P1D',
    '10.0.0.1',
    '::1',
    '::ffff:1.2.3.4',
    'fe80::1%25eth0',
    'a-b.example.',
  ],
  ...[
    'jane@example.com',
    '"a b"@[10.0.0.1]',
    'a@[IPv6:::1]',
    '2020-02-29',
    '23:59:60Z',
    '12:00:00.5+01:00',
  ],
  ...[
    '2020-02-29t12:00:00z',
    'http://example.com/a?b#c',
    'http://[::1]:80/',
    'mailto:a@b',
    '/a b',
    '//a:b',
  ],
  ...[
    'http://a/{b}/{c}',
    '%7bx',
    '1.2.3-rc.1+b.01',
    '01.2.3',
    '^a{2}$',
    '(?<!a)',
    'a\\b',
    'é',
    '+1.-0.1.2',
  ],
];
const NEAR = [
  '',
  '0',
  '1',
  '9',
  'a',
  'Z',
  '-',
  '.',
  ':',
  '/',
  '@',
  '[',
  ']',
  '{',
  '}',
  '%',
  '+',
  ' ',
  'T',
  'é',
  '~',
  '"',
  '#',
  '\n',
  '\\',
];
const nearly = fc
  .tuple(
    oneOf(...SAMPLES),
    fc.array(fc.tuple(fc.nat(40), fc.nat(2), oneOf(...NEAR)), { maxLength: 2 }),
  )
  .map(([sample, changes]) =>
    changes.reduce((text, [at, length, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + length);
    }, sample),
  );

/** Every format with texts that nearly have one. */
const formats = fc
  .tuple(oneOf(...DRAFTS), oneOf(...FORMATS), fc.array(nearly, { minLength: 1, maxLength: 4 }))
  .map(([address, format, texts]) =>
    question({ $schema: address, properties: { a: { items: { format } } } }, { a: texts }),
  );

/** Regular expressions as patterns, and as names of properties. */
const patterns = fc
  .tuple(PATTERN, TEXT, TEXT, oneOf(...DRAFTS))
  .map(([pattern, text, name, address]) =>
    question(
      {
        $schema: address,
        properties: { a: { pattern } },
        patternProperties: { [pattern]: { type: 'number' } },
      },
      { a: text, [`b${name}`]: 1 },
    ),
  );

const id = oneOf(
  ...['a', 'b', 'http://example.com/a', '/a', 'urn:x:y', '#a', 'a#', 'a#a', 'http://exa mple', ''],
  ...[
    './a',
    '../a',
    'a/',
    'file:///values.schema.json',
    'http://example.com/a/b?c',
    '//d/e',
    'a b',
  ],
);
const part = fc.record(
  {
    $id: often(oneOf('a', 'b', 'http://example.com/a'), id),
    id,
    $ref: reference,
    $anchor: oneOf('a', 'b'),
    $dynamicAnchor: oneOf('a', 'b'),
    $dynamicRef: oneOf('#a', '#b', 'a#a', '#/$defs/a', 'b'),
    $recursiveRef: fc.constant('#'),
    $recursiveAnchor: fc.boolean(),
    $schema: often(oneOf(...DRAFTS), draft.map(String)),
    type: oneOf('object', 'string', 'number'),
    minimum: oneOf(1, 2),
    $vocabulary: fc.constant({ 'https://json-schema.org/draft/2020-12/vocab/core': true }),
  },
  { requiredKeys: [] },
);
const few = (of: fc.Arbitrary<object>) =>
  fc
    .uniqueArray(
      oneOf(
        '$id',
        '$ref',
        '$anchor',
        '$dynamicAnchor',
        '$dynamicRef',
        '$recursiveRef',
        '$recursiveAnchor',
        '$schema',
        'id',
        'type',
        'minimum',
      ),
      { minLength: 1, maxLength: 3 },
    )
    .chain((chosen) =>
      of.map((each) =>
        Object.fromEntries(Object.entries(each).filter(([name]) => chosen.includes(name))),
      ),
    );
const node = fc
  .tuple(few(part), fc.dictionary(oneOf('a', 'b', 'a/b'), few(part), { maxKeys: 2 }))
  .map(([own, properties]) => ({ ...own, properties }));

/** References, names of schemas, and anchors. */
const references = fc
  .tuple(
    draft,
    node,
    fc.dictionary(oneOf('a', 'b', 'a/b'), node, { minKeys: 1, maxKeys: 3 }),
    oneOf('definitions', '$defs', 'properties', 'x'),
    values,
  )
  .map(([address, root, inner, where, data]) =>
    question(withDraft({ ...root, [where]: inner }, address), data),
  );

/** Bits of JSON as text, which Go and JavaScript could read differently. */
const texts = fc
  .tuple(
    fc.array(
      oneOf(
        ...[
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"a"',
          '"maximum"',
          '"const"',
          '"properties"',
          '1',
          '1.0',
          '-0',
        ],
        ...[
          '1e400',
          '1E+2',
          '0.10',
          '01',
          '12345678901234567890',
          'null',
          'true',
          '"\\ud800"',
          '"\\u0041"',
        ],
        ...[
          ' ',
          '\ufeff',
          '\u00a0',
          '"\t"',
          '/',
          "'a'",
          '{}',
          '"a":',
          '{"a":1,"a":2}',
          '1e2000000',
        ],
      ),
      { maxLength: 6 },
    ),
    oneOf(
      ...[
        '{"properties":{"a":{"const":@}}}',
        '{"properties":{"a":{"maximum":@}}}',
        '@',
        '{"enum":[{"a":@}]}',
      ],
      ...[
        '{"properties":{"a":{"minLength":@}}}',
        '{"maximum":1,"properties":{"a":{"enum":[@]}}}',
        '{@}',
      ],
    ),
    values,
  )
  .map(([bits, frame, data]) => ({
    schema: frame.replace('@', () => bits.join('')),
    values: JSON.stringify(data),
  }));

export const FAMILIES: Record<string, fc.Arbitrary<Question>> = {
  keywords,
  broken,
  formats,
  patterns,
  references,
  texts,
};
