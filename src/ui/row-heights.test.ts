import { expect, it } from 'vitest';
import { RowHeights } from './row-heights.ts';

it('takes rows that were not drawn yet for as high as the others on average', () => {
  const rows = new RowHeights(5, 40);
  expect(rows.total).toBe(200);
  rows.measure(1, 20);
  rows.measure(3, 60);
  rows.measure(3, 40);
  expect([0, 1, 2, 3, 4, 5].map((index) => rows.top(index))).toEqual([0, 30, 50, 80, 120, 150]);
});

it('finds the row at a place, and the nearest one outside of the list', () => {
  const rows = new RowHeights(1000, 40);
  rows.measure(0, 400);
  rows.measure(1, 40);
  rows.measure(2, 40);
  const { typical } = rows;
  expect(typical).toBe(160);
  expect([-5, 0, 399, 400, 480, 480 + typical].map((y) => rows.at(y))).toEqual([0, 0, 0, 1, 3, 4]);
  expect(rows.at(rows.total + 1)).toBe(999);
  expect(new RowHeights(0, 40).at(10)).toBe(0);
});
