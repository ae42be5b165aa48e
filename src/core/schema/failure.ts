import type { Mismatch, SchemaProblem } from './problem.ts';

/** The path to a value, from its last step to the first. */
export interface Location {
  above: Location | undefined;
  step: string;
}

/** What only holds its causes together: all on one value, those of `allOf`, or those behind a reference. */
export interface Wrapping {
  wraps: 'all' | 'allOf' | 'reference';
}

/** What is wrong with a value, as a tree. */
export interface Failure {
  location: Location | undefined;
  value: unknown;
  problem: SchemaProblem | Wrapping;
  causes: readonly Failure[];
}

/** What stands for any failure where only the answer matters. */
export const FAILED: Failure = {
  ...{ location: undefined, value: undefined, problem: { wraps: 'all' }, causes: [] },
};

/** The causes of what holds all on one value together; otherwise the failure itself. */
export function unwrapped(failure: Failure): readonly Failure[] {
  const { problem, causes } = failure;
  return 'wraps' in problem && problem.wraps === 'all' ? causes : [failure];
}

/** The mismatches that a failure comes from, each once. */
export function mismatchesOf(failure: Failure): Mismatch[] {
  const found = new Map<string, Mismatch>();
  const add = ({ problem, location, causes }: Failure): void => {
    if ('wraps' in problem) return causes.forEach(add);
    const at = pathOf(location);
    const mismatch = { at, problem: withCauses(problem, causes, at.length) };
    found.set(JSON.stringify(mismatch), mismatch);
  };
  add(failure);
  return [...found.values()];
}

/** @param depth the length of the path to the value that the problem is about */
function withCauses(
  problem: SchemaProblem,
  causes: readonly Failure[],
  depth: number,
): SchemaProblem {
  if (!('causes' in problem)) return problem;
  const told = causes.flatMap(mismatchesOf);
  return { ...problem, causes: told.map((each) => ({ ...each, at: each.at.slice(depth) })) };
}

/** The steps to a value, from the first one on. */
export function pathOf(location: Location | undefined): string[] {
  const path: string[] = [];
  for (let each = location; each; each = each.above) path.unshift(each.step);
  return path;
}
