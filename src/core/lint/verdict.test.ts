import { expect, test } from 'vitest';
import { finding } from './finding.ts';
import { gravestFirst, lackingIn, tallyOf, verdictOf } from './verdict.ts';

const FILE = { path: 'Chart.yaml' };
const FINDINGS = [
  finding('chart.icon-missing', FILE, {}),
  finding('chart.key-unknown', FILE, { key: 'b' }),
  finding('chart.name-missing', FILE, {}),
  finding('chart.key-unknown', FILE, { key: 'a' }),
];

test('the gravest come first, and equal ones keep their order', () => {
  const [icon, b, name, a] = FINDINGS;
  expect(gravestFirst(FINDINGS)).toEqual([name, b, a, icon]);
});

test('only errors are counted as errors', () => {
  expect(verdictOf(FINDINGS)).toEqual({ errors: 1, unchecked: undefined });
});

test('unfinished checks aren’t counted as errors, but are distinguished', () => {
  const fault = { reason: 'too-deep' } as const;
  const unfinished = finding('checks.unfinished', { path: '' }, fault);
  expect(verdictOf([unfinished])).toEqual({ errors: 0, unchecked: fault });
});

test('each severity is counted for itself', () => {
  const unfinished = finding('checks.unfinished', { path: '' }, { reason: 'too-deep' });
  expect(tallyOf([...FINDINGS, unfinished])).toEqual({
    error: 1,
    unchecked: 1,
    warning: 2,
    hint: 1,
  });
});

test('what a chart lacks is named once, however often it is declared', () => {
  const missing = ['a', 'b', 'a'].map((name) => finding('dependency.missing', FILE, { name }));
  expect(lackingIn([...FINDINGS, ...missing])).toEqual(['a', 'b']);
});
