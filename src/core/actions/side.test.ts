import { expect, it } from 'vitest';
import { formatSide, parseSide, type Side } from './side.ts';

it.each<[string, Side]>([
  ['localhost:5000/a:1', { at: 'registry', reference: 'localhost:5000/a:1' }],
  ['library:5000/a:1', { at: 'registry', reference: 'library:5000/a:1' }],
  ['library:localhost:5000/a:1', { at: 'library', name: 'localhost:5000/a:1' }],
  ['folder:charts/my chart', { at: 'folder', name: 'charts/my chart' }],
  ['folder:', { at: 'registry', reference: 'folder:' }],
])('%s', (text, side) => {
  expect(parseSide(text)).toEqual(side);
  expect(formatSide(side)).toBe(text);
});
