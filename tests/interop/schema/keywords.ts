/** Schemas of keywords of every draft, right and broken, with values to hold against them. */
import fc from 'fast-check';

/** A question for both sides, as JSON texts. */
export interface Question {
  schema: string;
  values: string;
}

export const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
export const often = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: rare });

export const DRAFTS = [
  ...['http://json-schema.org/draft-04/schema#', 'http://json-schema.org/draft-06/schema#'],
  ...['http://json-schema.org/draft-07/schema#', 'http://json-schema.org/draft-07/schema'],
  ...[
    'https://json-schema.org/draft/2019-09/schema',
    'https://json-schema.org/draft/2020-12/schema',
  ],
];
export const draft = often(
  oneOf<string | undefined>(...DRAFTS, undefined),
  oneOf(
    ...[
      'http://json-schema.org/schema',
      'https://json-schema.org/draft-07/schema#',
      '',
      'x',
      'urn:x:y',
    ],
    ...['http://json-schema.org/draft-03/schema#', 'https://json-schema.org/draft-2020-12/schema'],
    ...[
      'https://json-schema.org/draft/2020-12/meta/core',
      'file:///values.schema.json',
      'ftp://a/b',
    ],
    ...[
      'https://json-schema.org/draft/2019-09/meta/applicator',
      'json-schema.org/draft-06/schema',
      '%',
    ],
  ),
);

const KEYS = ['a', 'b', 'c', 'a/b', '~x', '__proto__'];
const key = oneOf(...KEYS);
const number = oneOf(0, 1, -1, 2, 1.5, 0.1, 0.3, 3, 100, 2 ** 53, 1e21, 1e-7);
const scalar = fc.oneof(
  number,
  oneOf('', 'a', 'ab', 'abc', 'é', '😀', '2020-01-01', 'a@b.c'),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));
/** Values of a chart are a map. */
export const values = fc.dictionary(key, value, { maxKeys: 4 });

const type = oneOf('null', 'boolean', 'number', 'integer', 'string', 'array', 'object');
const count = oneOf(0, 1, 2, 3, 1.0);
const names = fc.uniqueArray(key, { maxLength: 2 });
export const FORMATS = [
  ...['json-pointer', 'relative-json-pointer', 'uuid', 'duration', 'period', 'ipv4', 'ipv6'],
  ...['hostname', 'email', 'date', 'time', 'date-time', 'uri', 'iri', 'uri-reference'],
  ...['iri-reference', 'uri-template', 'semver', 'regex', 'int32', 'idn-email', 'constructor'],
];
export const reference = oneOf(
  ...[
    '#',
    '#/definitions/a',
    '#/$defs/a',
    '#/properties/a',
    '#a',
    'a',
    'b#/definitions/a',
    '#/gone',
  ],
  ...[
    'http://example.com/a',
    'urn:x:y',
    '#/items/0',
    '#/allOf/+1',
    '#/definitions/~1',
    '#%',
    '#/~2',
  ],
  ...[
    'http://json-schema.org/draft-07/schema#',
    'file:///values.schema.json#/definitions/a',
    '/a',
    '',
  ],
  ...[
    '#/definitions/a~1b',
    '#/definitions/a%2Fb',
    '../a',
    './a',
    '?a',
    '//example.com/a',
    'urn:x:y#a',
  ],
);

const { schema } = fc.letrec<{ schema: unknown; object: object; map: object; list: unknown[] }>(
  (tie) => {
    const flagOrSchema = fc.oneof(fc.boolean(), tie('object'));
    const keywords: Record<string, fc.Arbitrary<unknown>> = {
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.array(scalar, { minLength: 1, maxLength: 3 }),
      const: value,
      ...Object.fromEntries(
        ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'].map(
          (name) => [name, count] as const,
        ),
      ),
      minContains: count,
      maxContains: count,
      minimum: number,
      maximum: number,
      exclusiveMinimum: fc.oneof(number, fc.boolean()),
      exclusiveMaximum: fc.oneof(number, fc.boolean()),
      multipleOf: oneOf(1, 2, 0.1, 0.5, 1e-7),
      uniqueItems: fc.boolean(),
      pattern: oneOf('^a', 'b$', '^\\w*$', '\\d', '[[:alpha:]]'),
      format: oneOf(...FORMATS),
      required: names,
      properties: tie('map'),
      patternProperties: fc.dictionary(oneOf('^a', 'b', '.', '/'), tie('object'), { maxKeys: 2 }),
      additionalProperties: flagOrSchema,
      propertyNames: tie('schema'),
      dependencies: fc.dictionary(key, fc.oneof(names, tie('object')), { maxKeys: 2 }),
      dependentRequired: fc.dictionary(key, names, { maxKeys: 2 }),
      dependentSchemas: tie('map'),
      items: fc.oneof(tie('object'), tie('list'), fc.boolean()),
      prefixItems: tie('list'),
      additionalItems: flagOrSchema,
      contains: tie('object'),
      unevaluatedItems: flagOrSchema,
      unevaluatedProperties: flagOrSchema,
      not: tie('object'),
      allOf: tie('list'),
      anyOf: tie('list'),
      oneOf: tie('list'),
      if: tie('object'),
      then: tie('object'),
      else: tie('object'),
      definitions: tie('map'),
      $defs: tie('map'),
      $ref: reference,
    };
    const usual = fc
      .uniqueArray(oneOf(...Object.keys(keywords)), { minLength: 1, maxLength: 4 })
      .chain((chosen) =>
        fc.record(
          Object.fromEntries(chosen.map((name) => [name, keywords[name] as fc.Arbitrary<unknown>])),
        ),
      );
    return {
      schema: fc.oneof({ depthSize: 'small', maxDepth: 5 }, fc.boolean(), tie('object')),
      object: fc.oneof({ depthSize: 'small', maxDepth: 5 }, fc.constant({}), usual),
      map: fc.dictionary(key, tie('object'), { maxKeys: 3 }),
      list: fc.array(tie('object'), { minLength: 1, maxLength: 3 }),
    };
  },
);

export const withDraft = (root: object, address: string | undefined) =>
  address === undefined ? root : { $schema: address, ...root };
export const question = (root: unknown, data: unknown): Question => ({
  schema: JSON.stringify(root),
  values: JSON.stringify(data),
});

/** Keywords of every draft, in every draft. */
export const keywords = fc
  .tuple(fc.dictionary(key, schema, { minKeys: 1, maxKeys: 3 }), schema, draft, values)
  .map(([properties, more, address, data]) =>
    question(withDraft({ ...(typeof more === 'object' ? more : {}), properties }, address), data),
  );

const JUNK: unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e30, '', 'x', 'string', '(?=a)', 'a b', '%', '#', [], {}],
  ...[[true], ['a', 'a'], [1, 1], { a: 1 }, { $ref: '#' }, ['string', 'string'], ['x'], [[]]],
];

/** Schemas in which something is otherwise than the metaschema has it. */
export const broken = fc
  .tuple(keywords, fc.array(fc.tuple(fc.nat(60), oneOf(...JUNK)), { minLength: 1, maxLength: 2 }))
  .map(([{ schema: text, values: data }, changes]) => {
    let left = 0;
    let root: unknown = JSON.parse(text);
    for (const [place, junk] of changes) {
      left = place;
      root = JSON.parse(text, (_, member: unknown) => (left-- === 0 ? junk : member));
    }
    return { schema: JSON.stringify(root), values: data };
  });
