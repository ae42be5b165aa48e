import { abortable } from './abortable.ts';

/** Runs `work` after all earlier work has settled, whether it succeeded or failed. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** A new queue that runs one piece of work at a time, in order. */
export function takingTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

export interface TurnOptions {
  /** Aborted while it waits, work is never begun (`aborted`); what runs must stop by itself. */
  signal?: AbortSignal | undefined;
  /** Called where other work on the same thing goes first. */
  onWait?: (() => void) | undefined;
}

/** Runs `work` when all that was given before for the same thing has come to rest. */
export type TurnsByName = <T>(
  name: string,
  work: () => Promise<T>,
  options?: TurnOptions,
) => Promise<T>;

/** A queue for each name: one work at a time on each, in the order they come. */
export function takingTurnsByName(): TurnsByName {
  const queues = new Map<string, Promise<unknown>>();
  return async (name, work, { signal, onWait } = {}) => {
    const before = queues.get(name);
    let end = () => {};
    const own = new Promise<void>((resolve) => (end = resolve));
    // Work that gives up waiting must not let what comes after it pass what goes before it.
    const queue = Promise.all([before, own]).then(() => {
      if (queues.get(name) === queue) queues.delete(name);
    });
    queues.set(name, queue);
    try {
      if (before) {
        onWait?.();
        await abortable(before, signal);
      }
      return await work();
    } finally {
      end();
    }
  };
}
