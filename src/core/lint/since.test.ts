import { expect, it } from 'vitest';
import { finding } from './finding.ts';
import { findingChanges } from './since.ts';

const icon = (line: number) => finding('chart.icon-missing', { path: 'Chart.yaml', line }, {});
const values = finding('values.missing', { path: 'values.yaml' }, {});

it('tells new findings from those that only moved', () => {
  const moved = icon(9);
  const changes = findingChanges([icon(2), values], [moved]);
  expect(changes.gone).toEqual([values]);
  expect(changes.fresh.size).toBe(0);
});

it('counts the excess of those that are alike', () => {
  const [first, second] = [icon(1), icon(2)];
  expect([...findingChanges([icon(1)], [first, second]).fresh]).toEqual([second]);
  expect(findingChanges([first, second], [icon(1)]).gone).toEqual([second]);
});
