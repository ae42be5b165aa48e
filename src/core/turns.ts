/** Runs `work` when all that was given before has come to rest, however that went. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of its own: one work at a time, in the order they come. */
export function takingTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
