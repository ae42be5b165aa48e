import type { ChartTree } from '../chart/tree.ts';
import { lockedDependencies, lockedFor } from '../dependencies/lock.ts';
import { presentCharts } from '../dependencies/present.ts';
import type { DependencyChange, DependencyFacts } from './comparison.ts';
import { courseOf, courseOfRange } from './course.ts';

/** The dependencies that either chart declares, those of `after` first. */
export async function compareDependencies(
  before: ChartTree,
  after: ChartTree,
): Promise<DependencyChange[]> {
  const [a, b] = [await dependenciesOf(before), await dependenciesOf(after)];
  return [...new Set([...b.keys(), ...a.keys()])].map((key): DependencyChange => {
    const [then, now] = [a.get(key), b.get(key)];
    const name = key.replace(/\0.*$/s, '');
    if (!then) return { name, state: 'added', after: now };
    if (!now) return { name, state: 'removed', before: then };
    const fields = ['range', 'repository', 'version', 'condition'] as const;
    if (fields.every((field) => then[field] === now[field])) {
      return { name, state: 'same', before: then, after: now };
    }
    const course = courseOf(then.version, now.version) ?? courseOfRange(then.range, now.range);
    return { name, state: 'changed', course, before: then, after: now };
  });
}

/** By alias or name; behind a NUL the number, where several have the same. */
async function dependenciesOf(tree: ChartTree): Promise<Map<string, DependencyFacts>> {
  const facts = new Map<string, DependencyFacts>();
  const { charts } = await presentCharts(tree);
  const part = tree.locks().at(-1);
  const lock = part && 'value' in part ? part.value.lock : undefined;
  const locked = lock && lockedDependencies(lock);
  tree.declared.list.forEach((each, i) => {
    if (!each) return;
    const { name = '', alias, version = '', repository = '', condition } = each;
    const present = charts.filter((chart) => chart.name === name);
    const own = { ...each, name, repository, tags: undefined };
    const inLock = lockedFor(locked, own, i)?.version;
    const key = alias || name;
    facts.set(facts.has(key) ? `${key}\0${i}` : key, {
      range: version,
      repository,
      version: (present.find((one) => one.version === inLock) ?? present[0])?.version ?? inLock,
      condition,
    });
  });
  return facts;
}
