import { expect, test } from 'vitest';
import { finding } from '../core/lint/finding.ts';
import type { SchemaProblem } from '../core/schema/problem.ts';
import { findingWords } from './findings.ts';

const place = { path: 'values.schema.json' };

test('a reference to nothing is told by its own address', () => {
  const address = 'file:///values.schema.json#/definitions/gone';
  const found = finding('values.schema-invalid', place, { reason: 'not-found', address });
  expect(findingWords(found, 'folder').what).toBe(
    'values.schema.json can’t be used: nothing is at #/definitions/gone.',
  );
});

test('what is fetched by Helm alone is named', () => {
  const address = 'https://example.com/a.json';
  const found = finding('values.schema-unchecked', place, { reason: 'elsewhere', address });
  expect(findingWords(found, 'folder').what).toContain(address);
});

const type = (want: string[]): SchemaProblem => ({ reason: 'type', got: 'string', want });

test.each<[SchemaProblem, string]>([
  [type(['integer', 'null']), 'it is text, not a whole number or null'],
  [{ reason: 'enum', want: ['"a"', '1'] }, 'it must be one of "a", 1'],
  [{ reason: 'required', missing: ['a', 'b', 'c', 'd', 'e'] }, 'it lacks a, b, c and 2 more'],
  [{ reason: 'oneOfMany', first: 0, second: 2 }, 'it fits alternatives 1 and 3'],
  [
    {
      reason: 'anyOf',
      causes: [
        { at: ['b', '0'], problem: type(['number']) },
        { at: [], problem: { reason: 'oneOf', causes: [{ at: [], problem: type(['null']) }] } },
      ],
    },
    'it fits none of the alternatives (b.0: it is text, not a number; or it fits none of the alternatives)',
  ],
])('%j', (problem, words) => {
  const found = finding('values.schema-mismatch', { path: 'values.yaml' }, { at: 'a', problem });
  expect(findingWords(found, 'folder').what).toContain(
    `a doesn’t fit values.schema.json: ${words}`,
  );
});

test('which Helm refuses a null is told', () => {
  const of = (nulls: 'kept' | 'left-out') =>
    findingWords(
      finding('values.schema-mismatch', place, { at: 'a', problem: type(['null']), nulls }),
      'folder',
    ).why;
  expect(of('kept')).toContain('helm lint and Helm 3');
  expect(of('left-out')).toContain('Helm 4 leaves out');
});

test('a schema that lacks global is what is to be corrected, not values.yaml', () => {
  const found = finding('values.schema-mismatch', place, {
    at: 'part',
    problem: { reason: 'additionalProperties', properties: ['global'] },
    schema: 'charts/part/values.schema.json',
    isGlobal: true,
  });
  expect(findingWords(found, 'folder').next).toMatch(/^Allow the key global in the schema/);
});
