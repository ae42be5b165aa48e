import { expect, test } from 'vitest';
import { finding } from './finding.ts';
import { gravestFirst, verdictOf } from './verdict.ts';

const FILE = { path: 'Chart.yaml' };
const FINDINGS = [
  finding('chart.icon-missing', FILE, {}),
  finding('dependency.missing', FILE, { name: 'b' }),
  finding('chart.name-missing', FILE, {}),
  finding('dependency.missing', FILE, { name: 'a' }),
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
