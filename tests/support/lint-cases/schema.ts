import type { Expected, LintCase } from './case.ts';

const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const INVALID = 'values.schema-invalid';
const MISMATCH = 'values.schema-mismatch';

/** A schema of draft 7 for one value, on several lines. */
const schemaOf = (a: unknown) =>
  JSON.stringify({ $schema: DRAFT_7, properties: { a } }, undefined, 1);
const refused = (name: string, schema: string, ...found: Expected[]): LintCase => ({
  name: `a schema with ${name}`,
  files: { 'values.schema.json': schema },
  found,
});

/** Cases of values.schema.json, and of values that don't fit it. */
export const SCHEMA_CASES: LintCase[] = [
  {
    name: 'a broken schema',
    files: { 'values.schema.json': '{' },
    found: [{ code: 'values.schema-unreadable', at: 'values.schema.json' }],
  },
  {
    name: 'an empty schema',
    files: { 'values.schema.json': '' },
    found: [
      { code: 'values.schema-unreadable', at: 'values.schema.json', args: { reason: 'empty' } },
    ],
  },
  refused('a byte order mark', '\ufeff{}', {
    code: 'values.schema-unreadable',
    at: 'values.schema.json',
    args: { reason: 'byte-order-mark' },
  }),
  {
    name: 'a schema that is neither an object nor a boolean',
    files: { 'values.schema.json': '["object"]' },
    found: [
      {
        code: INVALID,
        at: 'values.schema.json:1',
        args: {
          reason: 'metaschema',
          draft: 'https://json-schema.org/draft/2020-12/schema',
          at: '',
          problem: { reason: 'type', got: 'array', want: ['boolean', 'object'] },
        },
      },
    ],
  },
  refused('a flag where a list of names belongs', schemaOf({ type: 'object', required: true }), {
    code: INVALID,
    at: 'values.schema.json:6',
    args: {
      reason: 'metaschema',
      draft: 'http://json-schema.org/draft-07/schema',
      at: '/properties/a/required',
      problem: { reason: 'type', got: 'boolean', want: ['array'] },
    },
  }),
  refused(
    'an empty list of names in draft 4',
    '{"$schema":"http://json-schema.org/draft-04/schema#","required":[]}',
    {
      code: INVALID,
      at: 'values.schema.json:1',
      args: {
        reason: 'metaschema',
        draft: 'http://json-schema.org/draft-04/schema',
        at: '/required',
        problem: { reason: 'minItems', got: 0, want: 1 },
      },
    },
  ),
  refused('a pattern that looks ahead', schemaOf({ pattern: '^(?!x)' }), {
    code: INVALID,
    at: 'values.schema.json:5',
    args: {
      reason: 'metaschema',
      draft: 'http://json-schema.org/draft-07/schema',
      at: '/properties/a/pattern',
      problem: {
        reason: 'regex',
        words: 'error parsing regexp: invalid or unsupported Perl syntax: `(?!`',
      },
    },
  }),
  refused('a reference to nothing', schemaOf({ $ref: '#/definitions/gone' }), {
    code: INVALID,
    at: 'values.schema.json:4',
    args: { reason: 'not-found', address: 'file:///values.schema.json#/definitions/gone' },
  }),
  refused('a name that is no address', '{"$id":"http://exa mple"}', {
    code: INVALID,
    at: 'values.schema.json:1',
    args: { reason: 'address', address: 'http://exa mple' },
  }),
  {
    name: 'values against the schema',
    files: {
      'values.yaml': 'replicas: two\nnested:\n  deep: [1, x]\nextra: 1\n',
      'values.schema.json': JSON.stringify({
        type: 'object',
        required: ['image'],
        additionalProperties: false,
        properties: {
          replicas: { type: 'integer' },
          image: true,
          nested: {
            properties: { deep: { items: { anyOf: [{ type: 'number' }, { type: 'null' }] } } },
          },
        },
      }),
    },
    found: [
      {
        code: MISMATCH,
        at: 'values.yaml',
        args: { at: '', problem: { reason: 'required', missing: ['image'] } },
      },
      {
        code: MISMATCH,
        at: 'values.yaml:1',
        args: { at: 'replicas', problem: { reason: 'type', got: 'string', want: ['integer'] } },
      },
      {
        code: MISMATCH,
        at: 'values.yaml:3',
        args: {
          at: 'nested.deep.1',
          problem: {
            reason: 'anyOf',
            causes: [
              {
                at: [],
                problem: { reason: 'type', got: 'string', want: ['number'] },
              },
              {
                at: [],
                problem: { reason: 'type', got: 'string', want: ['null'] },
              },
            ],
          },
        },
      },
      {
        code: MISMATCH,
        at: 'values.yaml:4',
        args: { at: '', problem: { reason: 'additionalProperties', properties: ['extra'] } },
      },
    ],
  },
  {
    name: 'a null that the schema doesn’t allow',
    files: {
      'values.yaml': '# none\na: null\n',
      'values.schema.json': schemaOf({ type: 'string' }),
    },
    found: [
      {
        code: MISMATCH,
        at: 'values.yaml:2',
        args: {
          at: 'a',
          problem: { reason: 'type', got: 'null', want: ['string'] },
          nulls: 'kept',
        },
      },
    ],
  },
  {
    name: 'a null for a value that must be there',
    files: {
      'values.yaml': 'b: {a: null}\n',
      'values.schema.json': '{"properties":{"b":{"required":["a"]}}}',
    },
    found: [
      {
        code: MISMATCH,
        at: 'values.yaml:1',
        severity: 'warning',
        args: { at: 'b', problem: { reason: 'required', missing: ['a'] }, nulls: 'left-out' },
      },
    ],
  },
  {
    name: 'data in a schema that looks like keywords',
    files: {
      'values.yaml': 'a: {format: x}\nb: {format: y}\n',
      'values.schema.json':
        '{"properties":{"a":{"const":{"format":"x"}},"b":{"enum":[{"format":"x"}]}}}',
    },
    found: [
      {
        code: MISMATCH,
        at: 'values.yaml:2',
        args: { at: 'b', problem: { reason: 'enum', want: undefined } },
      },
    ],
  },
  {
    name: 'a schema that refers elsewhere',
    files: { 'values.schema.json': '{"$ref": "https://example.com/schema.json"}' },
    found: [
      {
        code: 'values.schema-unchecked',
        at: 'values.schema.json:1',
        args: { reason: 'elsewhere', address: 'https://example.com/schema.json' },
      },
    ],
  },
  {
    name: 'a schema that refers to a file beside it',
    files: { 'values.schema.json': '{"$ref": "other.json#/a"}' },
    found: [
      {
        code: 'values.schema-unchecked',
        at: 'values.schema.json:1',
        args: { reason: 'elsewhere', address: 'file:///other.json' },
      },
    ],
  },
  {
    name: 'a schema that refers to a urn',
    files: { 'values.schema.json': '{"$ref": "urn:example:a"}' },
    found: [
      {
        code: 'values.schema-unresolved',
        at: 'values.schema.json',
        args: { address: 'urn:example:a' },
      },
    ],
  },
];
