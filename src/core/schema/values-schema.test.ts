import { expect, test } from 'vitest';
import { readJson } from '../go/json-read.ts';
import { SchemaRefusal } from './fault.ts';
import { readValuesSchema } from './values-schema.ts';

const DRAFT = 'http://json-schema.org/draft-0';
const NEW = 'https://json-schema.org/draft/20';

/** What is wrong with values by a schema, by the reasons; or why it can't be used. */
function reasons(schema: unknown, values: unknown): string[] {
  try {
    const { check } = readValuesSchema(readJson(JSON.stringify(schema)).value);
    return check(values).map(({ problem }) => problem.reason);
  } catch (error) {
    if (error instanceof SchemaRefusal) return [error.fault.reason];
    throw error;
  }
}

/** Keywords that count in some drafts only. */
test.each([
  [{ if: { required: ['a'] }, then: false }, { a: 1 }, '6', '7', 'nothing'],
  [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, '4', '6', 'propertyNames'],
  [{ const: 1 }, 2, '4', '6', 'const'],
  [{ dependentRequired: { a: ['b'] } }, { a: 1 }, '7', '2019-09', 'dependent'],
  [{ unevaluatedProperties: false }, { a: 1 }, '7', '2019-09', 'nothing'],
  [{ prefixItems: [{ type: 'string' }] }, [1], '2019-09', '2020-12', 'type'],
  [{ format: 'ipv4' }, 'x', '2019-09', '7', 'format'],
])('%j of %j, in draft %s not and in %s', (schema, values, without, having, reason) => {
  const of = (draft: string) =>
    draft.length === 1 ? `${DRAFT}${draft}/schema#` : `${NEW}${draft.slice(2)}/schema`;
  expect(reasons({ $schema: of(without), ...schema }, values)).toEqual([]);
  expect(reasons({ $schema: of(having), ...schema }, values)).toEqual([reason]);
});

/** Schemas that Helm refuses, whatever the values are. */
test.each([
  [{ required: true }, 'metaschema'],
  [{ items: [{}] }, 'metaschema'],
  [{ description: 5 }, 'metaschema'],
  [{ allOf: [] }, 'metaschema'],
  [{ minLength: -1 }, 'metaschema'],
  [{ required: ['a', 'a'] }, 'metaschema'],
  [{ properties: { a: null } }, 'metaschema'],
  [{ pattern: 'a++' }, 'metaschema'],
  [{ exclusiveMinimum: true }, 'metaschema'],
  [{ $ref: '#/$defs/gone' }, 'not-found'],
  [{ $ref: '#gone' }, 'not-found'],
  [{ $ref: '#/~2' }, 'pointer'],
  [{ $ref: '%zz' }, 'metaschema'],
  [{ $defs: { a: { $id: 'x' }, b: { $id: 'x' } } }, 'duplicate'],
  [{ $defs: { a: { $anchor: 'x' }, b: { $anchor: 'x' } } }, 'duplicate'],
  [{ $schema: 'ftp://example.com/a' }, 'scheme'],
  [{ $schema: 'https://example.com/a' }, 'elsewhere'],
  [{ $schema: 'file:///values.schema.json' }, 'own-draft'],
])('%j is refused', (schema, reason) => {
  expect(reasons(schema, {})).toEqual([reason]);
});

test('a reference to nothing matters only where something leads to it', () => {
  expect(reasons({ $defs: { a: { $ref: '#/$defs/gone' } } }, {})).toEqual([]);
  expect(reasons({ $defs: { a: { $ref: '#/$defs/gone' } }, $ref: '#/$defs/a' }, {})).toEqual([
    'not-found',
  ]);
});

test('beside $ref nothing counts up to draft 7 but const', () => {
  const beside = { $schema: `${DRAFT}7/schema#`, $ref: '#/definitions/a', definitions: { a: {} } };
  expect(reasons({ ...beside, type: 'string', not: {} }, 1)).toEqual([]);
  expect(reasons({ ...beside, const: 2 }, 1)).toEqual(['const']);
});

test('a dynamic reference finds the outermost schema of its name', () => {
  const tree = {
    $id: 'tree',
    $dynamicAnchor: 'node',
    properties: { children: { items: { $dynamicRef: '#node' } } },
  };
  const strict = {
    $id: 'strict',
    $dynamicAnchor: 'node',
    $ref: 'tree',
    unevaluatedProperties: false,
    $defs: { tree },
  };
  expect(reasons(strict, { children: [{ children: [] }] })).toEqual([]);
  // Of what fails nothing counts as evaluated, so that the list is refused too.
  expect(reasons(strict, { children: [{ kids: [] }] })).toEqual(['nothing', 'nothing']);
});

test('a urn allows everything, and is told', () => {
  const { unresolved, check } = readValuesSchema({ properties: { a: { $ref: 'urn:x:y' } } });
  expect(unresolved).toEqual(['urn:x:y']);
  expect(check({ a: 1 })).toEqual([]);
});

test('limits beyond floats', () => {
  expect(reasons(JSON.parse('{"maximum":1}'), 2)).toEqual(['maximum']);
  const { check } = readValuesSchema(readJson('{"maximum":1e400,"not":{"minimum":1e399}}').value);
  expect(check(1e308)).toEqual([]);
});

test('a schema that leads back to itself on one value is no endless loop', () => {
  expect(reasons({ $ref: '#' }, {})).toEqual(['cycle']);
});
