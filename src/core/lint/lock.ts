import type { ChartTree } from '../chart/tree.ts';
import { isInStep } from '../dependencies/lock.ts';
import { finding, type Finding } from './finding.ts';
import { placeIn } from './place.ts';
import { unreadable } from './unreadable.ts';

/** Whether a chart's lock file can be read, and whether `helm dependency build` would follow it. */
export async function* lock(chart: ChartTree): AsyncIterable<Finding> {
  const locks = chart.locks();
  for (const part of locks) if ('fault' in part) yield unreadable('lock.unreadable', part.fault);
  const last = locks.at(-1);
  if (!last || 'fault' in last || !last.value.lock || 'fault' in chart.metadata()) return;
  const { path, document, lock } = last.value;
  if (await isInStep(lock, chart)) return;
  const place = placeIn(path, document, 'digest');
  yield finding('lock.outdated', place, { lock: path, chart: chart.declared.path });
}
