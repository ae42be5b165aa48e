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
  /**
   * Work that is aborted while it waits never begins (`aborted`); running work must stop by itself.
   */
  signal?: AbortSignal | undefined;
  /** Called if the work has to wait for other work of the same name. */
  onWait?: (() => void) | undefined;
}

/** Runs `work` after all earlier work of the same name has settled. */
export type TurnsByName = <T>(
  name: string,
  work: () => Promise<T>,
  options?: TurnOptions,
) => Promise<T>;

/** Queues by name, each of which runs one piece of work at a time, in order. */
export function takingTurnsByName(): TurnsByName {
  const queues = new Map<string, Promise<unknown>>();
  return async (name, work, { signal, onWait } = {}) => {
    const before = queues.get(name);
    let end = () => {};
    const own = new Promise<void>((resolve) => (end = resolve));
    // If work stops waiting, later work still must not overtake earlier work.
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
