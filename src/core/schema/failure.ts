import type { Mismatch, SchemaProblem } from './problem.ts';

/** The path to a value, from its last step to the first. */
export interface Location {
  above: Location | undefined;
  step: string;
}

/** What is wrong with a value; a group stands for its causes alone. */
export interface Failure {
  location: Location | undefined;
  problem: SchemaProblem | 'group';
  causes: readonly Failure[];
}

/** What stands for any failure where only the answer matters. */
export const FAILED: Failure = { location: undefined, problem: 'group', causes: [] };

/** The mismatches that a failure comes from, each once. */
export function mismatchesOf(failure: Failure): Mismatch[] {
  const found = new Map<string, Mismatch>();
  const add = ({ problem, location, causes }: Failure): void => {
    if (problem === 'group') return causes.forEach(add);
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

function pathOf(location: Location | undefined): string[] {
  const path: string[] = [];
  for (let each = location; each; each = each.above) path.unshift(each.step);
  return path;
}
