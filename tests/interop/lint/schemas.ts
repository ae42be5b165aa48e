import type { Files } from '../../support/lint-cases/index.ts';

const DRAFT = 'http://json-schema.org/draft-0';
const NEW = 'https://json-schema.org/draft/20';

/** Schemas of every draft that Helm reads, each with some keyword that the drafts differ in. */
const SCHEMAS: Record<string, unknown>[] = [
  { properties: { a: { type: 'integer' }, b: { type: ['string', 'null'] } } },
  { required: ['a'], additionalProperties: false, properties: { a: true, b: true } },
  { properties: { a: { minimum: 1, exclusiveMinimum: true } }, $schema: `${DRAFT}4/schema#` },
  { properties: { a: { exclusiveMinimum: 1 } }, $schema: `${DRAFT}6/schema#` },
  { properties: { b: { format: 'email' } }, $schema: `${DRAFT}7/schema#` },
  { properties: { b: { format: 'email' } } },
  { properties: { b: { format: 'ipv4' } }, $schema: `${NEW}19-09/schema` },
  { properties: { b: { format: 'date' } }, $schema: `${NEW}20-12/schema` },
  { $defs: { n: { type: 'number' } }, properties: { a: { $ref: '#/$defs/n', maximum: 1 } } },
  {
    $schema: `${DRAFT}7/schema#`,
    definitions: { n: { type: 'number' } },
    properties: { a: { $ref: '#/definitions/n', maximum: 1 } },
  },
  { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
  { anyOf: [{ properties: { a: { const: 1 } }, required: ['a'] }, { required: ['c'] }] },
  { properties: { b: { pattern: '^[a-z]+$', minLength: 2 } } },
  {
    properties: {
      c: { type: 'array', items: { type: 'integer' }, uniqueItems: true, minItems: 1 },
    },
  },
  { properties: { c: { prefixItems: [{ type: 'string' }], items: false } } },
  {
    properties: { c: { items: [{ type: 'string' }], additionalItems: false } },
    $schema: `${DRAFT}7/schema#`,
  },
  { properties: { c: { contains: { const: 2 }, maxContains: 1 } } },
  { if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } },
  { dependentRequired: { a: ['c'] } },
  { dependencies: { a: ['b'] }, $schema: `${DRAFT}7/schema#` },
  { patternProperties: { '^[ab]$': { type: 'string' } }, unevaluatedProperties: false },
  { propertyNames: { maxLength: 1 }, minProperties: 2 },
  { not: { required: ['c'] } },
  { properties: { b: { enum: ['x', null, 1.5] } } },
  { properties: { a: { multipleOf: 0.5 } } },
];

const VALUES = [
  '{}',
  'a: 1',
  'a: 2\nb: x',
  'a: "1"\nb: null',
  'a: 1.0\nb: jane@example.com',
  'b: 10.0.0.1\nc: [1, 2]',
  'b: 2020-01-31\nc: [2, 2]',
  'c: []',
  'c: [x, 2]\na: 1.25',
  'a: yes\nlong: 1',
];

/** Each schema with each of the values. */
export const SCHEMA_CASES: { name: string; files: Files }[] = SCHEMAS.flatMap((schema) =>
  VALUES.map((values) => ({
    name: `${JSON.stringify(schema)} with ${JSON.stringify(values)}`,
    files: { 'values.yaml': values, 'values.schema.json': JSON.stringify(schema) },
  })),
);
