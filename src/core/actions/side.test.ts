import { expect, it } from 'vitest';
import { formatSide, lowerFirst, parseSide, type Side } from './side.ts';

it.each<[string, Side]>([
  ['localhost:5000/a:1', { at: 'registry', reference: 'localhost:5000/a:1' }],
  ['library:5000/a:1', { at: 'registry', reference: 'library:5000/a:1' }],
  ['library:localhost:5000/a:1', { at: 'library', name: 'localhost:5000/a:1' }],
  ['folder:charts/my chart', { at: 'folder', name: 'charts/my chart' }],
  [
    'https://a.example/charts#tide:1.0.0',
    { at: 'repository', name: 'https://a.example/charts#tide:1.0.0' },
  ],
  ['https://a.example/charts#tide', { at: 'registry', reference: 'https://a.example/charts#tide' }],
  ['folder:', { at: 'registry', reference: 'folder:' }],
])('%s', (text, side) => {
  expect(parseSide(text)).toEqual(side);
  expect(formatSide(side)).toBe(text);
});

it.each([
  ['localhost:5000/a:1.10.0', 'localhost:5000/a:1.9.0', true],
  ['localhost:5000/a:1.9.0', 'localhost:5000/a:1.10.0', false],
  ['localhost:5000/a:1.1.0', 'localhost:5000/b:1.0.0', false],
  ['localhost:5000/a:latest', 'localhost:5000/a:1.0.0', false],
  ['localhost:5000/a', 'localhost:5000/b', false],
  ['https://a.example#tide:1.10.0', 'https://a.example#tide:1.9.0', true],
  ['https://a.example#tide:1.10.0', 'https://a.example#lamp:1.9.0', false],
  ['folder:a', 'localhost:5000/a:1.0.0', false],
])('%s beside %s: the lower version comes first', (a, b, turned) => {
  expect(lowerFirst(a, b)).toEqual(turned ? [b, a] : [a, b]);
});
