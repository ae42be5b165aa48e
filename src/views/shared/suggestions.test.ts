import { expect, test } from 'vitest';
import { meantBy, suggestionsFor } from './suggestions.ts';

const recent = {
  registries: ['ghcr.io', 'localhost:5000'],
  references: [
    'ghcr.io/org/charts/argo:1.2.0',
    'localhost:5000/mychart',
    'ghcr.io/org/charts/cd:2.0.0',
  ],
};

test('with nothing typed it is what was used last: references, then repositories, then registries', () => {
  expect(suggestionsFor(undefined, 'reference', recent)).toEqual([
    'ghcr.io/org/charts/argo:1.2.0',
    'localhost:5000/mychart',
    'ghcr.io/org/charts/cd:2.0.0',
    'ghcr.io/org/charts/argo',
    'ghcr.io/org/charts/cd',
    'ghcr.io/',
    'localhost:5000/',
  ]);
});

test.each([
  ['argo', ['ghcr.io/org/charts/argo:1.2.0', 'ghcr.io/org/charts/argo']],
  ['oci://localhost', ['localhost:5000/mychart', 'localhost:5000/']],
  ['cd GHCR', ['ghcr.io/org/charts/cd:2.0.0', 'ghcr.io/org/charts/cd']],
  [
    'ghcr.io/',
    [
      'ghcr.io/org/charts/argo:1.2.0',
      'ghcr.io/org/charts/cd:2.0.0',
      'ghcr.io/org/charts/argo',
      'ghcr.io/org/charts/cd',
    ],
  ],
  ['localhost:5000/mychart', []],
  ['localhost:5000/mychart:2.7.1', []],
])('for %j it is %j', (typed, expected) => {
  expect(suggestionsFor(typed, 'reference', recent)).toEqual(expected);
});

test('a box for a path gets paths, and one for a registry gets registries', () => {
  expect(suggestionsFor('', 'place', recent)).toEqual([
    'ghcr.io/org/charts',
    'localhost:5000',
    'ghcr.io',
  ]);
  expect(suggestionsFor('gh', 'registry', recent)).toEqual(['ghcr.io']);
  expect(suggestionsFor('cha', { repositoryOf: 'ghcr.io' }, recent)).toEqual([
    'org/charts/argo',
    'org/charts/cd',
  ]);
});

test('what is forgotten is the registry, the path, or the repository in its registry', () => {
  expect(meantBy('ghcr.io/', 'reference')).toBe('ghcr.io');
  expect(meantBy('org/charts', { repositoryOf: 'ghcr.io' })).toBe('ghcr.io/org/charts');
});
