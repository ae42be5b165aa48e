import { engineBound, type EngineBound } from '../../bounds.ts';

/**
 * Bounds for templates, which are hostile input: how long one may run, and how much it may make.
 * Whatever could make much, in the executor or in a function, says so to `spend` before it makes it,
 * what is needed only for a moment to `afford`, and what only takes long to `work`. All that was made
 * is counted, in about the bytes that it takes, so that it fits into memory with what is needed for
 * the next step.
 */

/** A bound of the templates' own, or of the JavaScript engine, on whose stack templates nest. */
export type Excess = 'too-long' | EngineBound['reason'];

/** For consoles. */
const WORDS: Record<Excess, string> = {
  'too-long': 'take too long',
  'too-large': 'make too much',
  'too-deep': 'nest too deep',
  'large-pattern': 'have too large a regular expression',
};

/** Ends a run that takes too long or makes too much. It is no error that templates know. */
export class BudgetExceeded extends Error {
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`the templates ${WORDS[excess]}`);
    this.excess = excess;
  }
}

export interface Budget {
  /** What may be made in all, in bytes. */
  size: number;
  /** When the run must have ended, by the clock of `performance.now()`. */
  deadline: number;
}

/** The bytes of a place in a list, and of a place with a value of its own in a list or a map. */
export const PLACE = 8;
export const ENTRY = 64;
/** What a text that is added to another takes beside its characters, until somebody reads them all. */
export const PIECE = 32;

/** So much is made between two looks at the clock. */
const BETWEEN_LOOKS = 100_000;

/**
 * The part of what a run made that counts against the next one, where it ended before its end to be
 * repeated: memory isn't free again at once.
 */
const GARBAGE = 1 / 3;
const garbage = new WeakMap<Budget, number>();

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
  left = budget.size - garbageOf(budget);
  try {
    lookAtClock();
    return run();
  } catch (error) {
    const bound = engineBound(error)?.reason;
    if (bound === undefined) throw error;
    throw new BudgetExceeded(bound);
  } finally {
    current = undefined;
    left = Infinity;
  }
}

/** Counts what this run has made against the next one, by which it is repeated. */
export function waste(): void {
  if (!current) return;
  const before = garbageOf(current);
  garbage.set(current, before + GARBAGE * (current.size - before - left));
}

function garbageOf(budget: Budget): number {
  return garbage.get(budget) ?? 0;
}

/** The same, to be run later within what is now left of these bounds. */
export function withinRest<T>(run: () => T): () => T {
  if (!current) return run;
  const [budget, rest] = [current, left];
  return () =>
    withBudget(budget, () => {
      left = rest;
      return run();
    });
}

/** Throws `BudgetExceeded` if so many bytes are more than may still be made. */
export function spend(bytes: number): void {
  left -= bytes;
  if (left < 0) throw new BudgetExceeded('too-large');
  work(bytes);
}

/** Throws `BudgetExceeded` if so many bytes, which are soon free again, are more than are left. */
export function afford(bytes: number): void {
  if (bytes > left) throw new BudgetExceeded('too-large');
  work(bytes / PLACE);
}

/** Throws `BudgetExceeded` if the time is up; it is looked at after so many steps. */
export function work(steps: number): void {
  untilLook -= steps;
  if (untilLook < 0) lookAtClock();
}

function lookAtClock(): void {
  untilLook = BETWEEN_LOOKS;
  if (current && performance.now() > current.deadline) throw new BudgetExceeded('too-long');
}
