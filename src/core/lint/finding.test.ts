import { expect, test } from 'vitest';
import { countErrors, finding, gravestFirst } from './finding.ts';

const FILE = { path: 'Chart.yaml' };
const FINDINGS = [
  finding('chart.icon-missing', FILE, {}),
  finding('dependency.missing', FILE, { name: 'b' }),
  finding('chart.name-missing', FILE, {}),
  finding('dependency.missing', FILE, { name: 'a' }),
];

test('the gravest come first, else the order stays', () => {
  const [icon, b, name, a] = FINDINGS;
  expect(gravestFirst(FINDINGS)).toEqual([name, b, a, icon]);
});

test('only errors are counted as errors', () => {
  expect(countErrors(FINDINGS)).toBe(1);
});
