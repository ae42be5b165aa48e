import { engineBound } from '../../bounds.ts';

/**
 * Bounds for templates, which are hostile input: how long one may run, and how much it may make.
 * Whatever could take long or make much, in the executor or in a function, says so to `spend`
 * before it does it.
 */

/** `depth` is that of the engine's stack, which templates within each other take up. */
export type Excess = 'time' | 'size' | 'depth';

/** Ends a run that takes too long or makes too much. It is no error that templates know. */
export class BudgetExceeded extends Error {
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`the templates exceed their ${excess}`);
    this.excess = excess;
  }
}

export interface Budget {
  /** What may be made in all, in characters or entries. */
  size: number;
  /** When the run must have ended, by the clock of `performance.now()`. */
  deadline: number;
}

/** So much is made between two looks at the clock. */
const BETWEEN_LOOKS = 20_000;

let current: Budget | undefined;
let left = Infinity;
let untilLook = BETWEEN_LOOKS;

/**
 * Runs something that is bounded; runs within it have the same bounds. Throws `BudgetExceeded`, also
 * where it reaches a bound of the JavaScript engine.
 */
export function withBudget<T>(budget: Budget, run: () => T): T {
  if (current) return run();
  current = budget;
  left = budget.size;
  try {
    return run();
  } catch (error) {
    const bound = engineBound(error)?.reason;
    if (bound === undefined) throw error;
    throw new BudgetExceeded(bound === 'too-deep' ? 'depth' : 'size');
  } finally {
    current = undefined;
    left = Infinity;
  }
}

/** Throws `BudgetExceeded` if there is less left than `units`: characters, entries or steps. */
export function spend(units: number): void {
  left -= units;
  untilLook -= units;
  if (left < 0) throw new BudgetExceeded('size');
  if (untilLook > 0) return;
  untilLook = BETWEEN_LOOKS;
  if (current && performance.now() > current.deadline) throw new BudgetExceeded('time');
}
