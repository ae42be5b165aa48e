import { expect, test } from 'vitest';
import { hasAll, wordsOf } from './name-filter.ts';

test('every word must occur, in any order and case', () => {
  expect(wordsOf('  CD   argo ')).toEqual(['cd', 'argo']);
  expect(hasAll('charts/argo-cd', wordsOf('CD argo'))).toBe(true);
  expect(hasAll('charts/argo-rollouts', wordsOf('CD argo'))).toBe(false);
  expect(hasAll('anything', wordsOf(' '))).toBe(true);
});
