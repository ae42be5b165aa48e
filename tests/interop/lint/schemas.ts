import fc from 'fast-check';
import type { Files } from '../../support/lint-cases/index.ts';
import { FAMILIES } from '../schema/generate.ts';

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

/** Schemas of one property with values, of draft 7 if they name no other. */
const PAIRS: [a: unknown, values: string, more?: object][] = [
  [{ format: 'hostname' }, 'a: example.com.'],
  [{ format: 'hostname' }, 'a: "*.example.com"'],
  [{ format: 'uri-reference' }, 'a: /a b'],
  [{ format: 'uri' }, 'a: ""'],
  [{ format: 'uuid' }, 'a: 123E4567-E89B-12D3-A456-426614174000'],
  [{ format: 'duration' }, 'a: P1Y2W'],
  [{ format: 'ipv6' }, 'a: "fe80::1%eth0"'],
  [{ format: 'date-time' }, 'a: 2020-01-01 00:00:00Z'],
  [{ format: 'regex' }, 'a: "(?!b)"'],
  [{ format: 'uri' }, 'a: b c', { $schema: `${NEW}19-09/schema` }],
  [{ pattern: '^[[:alpha:]]\\z' }, 'a: b'],
  [{ pattern: '\\A(?P<n>[\\w-.]+)$' }, 'a: b-c'],
  [{ pattern: '^\\s$' }, 'a: "\\u00a0"'],
  [{ pattern: '^.$' }, 'a: "\\n"'],
  [{ pattern: '(?<!b)c' }, 'a: c'],
  [{ pattern: '(b)\\1' }, 'a: bb'],
  [{ pattern: '^b{0,2000}$' }, 'a: b'],
  [{ pattern: '\\u0041' }, 'a: A'],
  [{ pattern: 'b++' }, 'a: b'],
  [{ required: true }, 'a: {}'],
  [{ items: [] }, 'a: []', { $schema: `${NEW}20-12/schema` }],
  [{ description: 5 }, 'a: 1'],
  [{ allOf: [] }, 'a: 1'],
  [{ minLength: -1 }, 'a: b'],
  [{ enum: [1, 1.0] }, 'a: 1'],
  [{ required: ['b', 'b'] }, 'a: {b: 1}'],
  [null, 'a: 1'],
  ['string', 'a: 1'],
  [{ exclusiveMinimum: true, minimum: 1 }, 'a: 1', { $schema: `${DRAFT}4/schema#` }],
  [{ exclusiveMinimum: true, minimum: 1 }, 'a: 1'],
  [{ if: { const: 1 }, then: false }, 'a: 1', { $schema: `${DRAFT}6/schema#` }],
  [{ unevaluatedProperties: false }, 'a: {b: 1}'],
  [{ prefixItems: [{ type: 'string' }] }, 'a: [1]'],
  [{ const: { format: 'x' } }, 'a: {format: y}', { $schema: `${NEW}20-12/schema` }],
  [{ $ref: '#/definitions/gone' }, 'a: 1'],
  [{ $ref: '#n' }, 'a: b', { definitions: { n: { $id: '#n', type: 'number' } } }],
  [
    { $ref: 'other' },
    'a: b',
    { $id: 'http://example.com/root', definitions: { n: { $id: 'other', type: 'number' } } },
  ],
  [{ $ref: 'urn:example:n' }, 'a: b'],
  [{ $ref: '#', type: 'number' }, 'a: {a: 1}', { type: 'object' }],
  [{ $recursiveRef: '#' }, 'a: {a: 1}', { $schema: `${NEW}19-09/schema`, type: 'object' }],
  [
    { $dynamicRef: '#n' },
    'a: {a: 1}',
    { $schema: `${NEW}20-12/schema`, $dynamicAnchor: 'n', type: 'object' },
  ],
  [{}, 'a: 1', { $id: 'http://exa mple' }],
  [{}, 'a: 1', { $schema: '' }],
  [{ type: 'string' }, 'a: 1', { $schema: 'http://json-schema.org/schema' }],
  [{ type: 'string' }, 'a: null'],
  [{ maximum: 1e21, multipleOf: 0.1 }, 'a: 0.3'],
  [{ uniqueItems: true }, 'a: [{b: 1, c: 2}, {c: 2.0, b: 1}]'],
];

function schemaCase(schema: object, values: string): { name: string; files: Files } {
  return {
    name: `${JSON.stringify(schema)} with ${JSON.stringify(values)}`,
    files: { 'values.yaml': values, 'values.schema.json': JSON.stringify(schema) },
  };
}

/** Each schema with each of the values, and the pairs. */
export const SCHEMA_CASES: { name: string; files: Files }[] = [
  ...SCHEMAS.flatMap((schema) => VALUES.map((values) => schemaCase(schema, values))),
  ...PAIRS.map(([a, values, more]) =>
    schemaCase({ $schema: `${DRAFT}7/schema#`, properties: { a }, ...more }, values),
  ),
];

/** What is at these addresses both helms carry with them. */
const CARRIED =
  /https?:\/\/json-schema\.org\/(?:(?:draft-0[467]|draft\/(?:2019-09|2020-12))\/)?schema(?=[#"])/g;

/**
 * Generated schemas with values, of all families together: not those that refer elsewhere, since
 * helm would look there.
 */
export function generatedSchemas(count: number, seed: number): { name: string; files: Files }[] {
  const each = Math.ceil(count / Object.keys(FAMILIES).length);
  return Object.values(FAMILIES)
    .flatMap((family) => fc.sample(family, { numRuns: each, seed }))
    .filter(({ schema }) => !refersElsewhere(schema))
    .map(({ schema, values }) => ({
      name: `${schema} with ${values}`,
      files: { 'values.yaml': values, 'values.schema.json': schema },
    }));
}

function refersElsewhere(schema: string): boolean {
  const references = schema.replace(CARRIED, '').match(/"\$(?:ref|dynamicRef|schema)":"[^"#]+/g);
  return references !== null;
}
