import { expect, test } from 'vitest';
import { sortRows } from './sort-rows.ts';

test('what isn’t known comes last, and what is equal stays as it was', () => {
  const value = (name: string) => (name.length > 1 ? Number(name.slice(1)) : undefined);
  const by = { label: 'Largest first', fact: 'size', value, descending: true };
  const items = ['z', 'a2', 'b3', 'y', 'c2'];
  expect(sortRows(items, by)).toEqual({ items: ['b3', 'a2', 'c2', 'z', 'y'], known: 3 });
  expect(sortRows(items, { ...by, descending: false }).items).toEqual(['a2', 'c2', 'b3', 'z', 'y']);
});
