import { describe, expect, test } from 'vitest';
import { parseConstraint } from './constraint.ts';

describe('accepts', () => {
  test.each([
    ['*', '1.2.3', '1.2.3-rc.1'],
    ['^1.2', '1.9.0', '2.0.0'],
    ['^1.2', '1.2.0', '1.3.0-rc.1'],
    ['^0.2.3', '0.2.9', '0.3.0'],
    ['^0.0.3', '0.0.3', '0.0.4'],
    ['~1', '1.9.9', '2.0.0'],
    ['~1.2.3', '1.2.9', '1.3.0'],
    ['~>1.2', '1.2.9', '1.3.0'],
    ['>=1 <2', '1.9.9', '2.0.0'],
    ['>=1, <2', '1.0.0', '0.9.0'],
    ['=> 1 =< 2.0', '2.0.9', '2.1.0'],
    ['1.x', '1.9.9', '2.0.0'],
    ['1.2.*', '1.2.9', '1.3.0'],
    ['1.0 - 2.0', '2.0.9', '2.1.0'],
    ['1.0.0 - 2.0.0', '2.0.0', '2.0.1'],
    ['<1 || >=3', '3.0.0', '1.0.0'],
    ['!=1.2.3', '1.2.4', '1.2.3'],
    ['!=1.x', '2.0.0', '1.9.9'],
    ['!=1.2.x', '1.3.0', '1.2.9'],
    ['>11', '12.0.0', '11.9.9'],
    ['>11.1', '11.2.0', '11.1.9'],
    ['<=11', '11.9.9', '12.0.0'],
    ['v1.2.3', '1.2.3', '1.2.4'],
    ['>0.0.0-0', '1.0.0-rc.1', '0.0.0-0'],
    ['>=1.0.0-0 <2', '1.5.0-rc.1', '2.0.0'],
    ['^*', '0.0.0', '1.0.0'],
  ])('%s takes %s and not %s', (text, taken, refused) => {
    const constraint = parseConstraint(text);
    expect(constraint?.accepts(taken)).toBe(true);
    expect(constraint?.accepts(refused)).toBe(false);
  });

  test('text that isn’t a version satisfies nothing', () => {
    expect(parseConstraint('*')?.accepts('latest')).toBe(false);
  });
});

test.each([
  '',
  ' ',
  'latest',
  '1.2.3.4',
  '>>1',
  '1.2,',
  ',1',
  '1,,2',
  '1 ||',
  '1-',
  'xx',
  '1.0 -2.0',
])('%j is no constraint', (text) => {
  expect(parseConstraint(text)).toBeUndefined();
});

test('limits of length and of alternatives', () => {
  expect(parseConstraint(`1${' '.repeat(511)}`)).toBeDefined();
  expect(parseConstraint(`1${' '.repeat(512)}`)).toBeUndefined();
  expect(parseConstraint(Array(32).fill('1').join('||'))).toBeDefined();
  expect(parseConstraint(Array(33).fill('1').join('||'))).toBeUndefined();
});

// A pattern that backtracks over every split of the blanks would exceed the timeout of a test.
test.each([`${'1  '.repeat(160)}!`, `1${' '.repeat(500)}-${' '.repeat(9)}!`])(
  'a hostile constraint is refused, two hundred times over: %j',
  (hostile) => {
    for (let i = 0; i < 200; i++) expect(parseConstraint(hostile)).toBeUndefined();
  },
);
