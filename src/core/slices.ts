/** Work in steps: a generator that comes back often, and returns the result at its end. */
export type Steps<T> = Generator<void, T, void>;

/**
 * How long a thread works before it does something else, in milliseconds. A page that draws sixty
 * times a second has half of each frame left.
 */
export const SLICE_MS = 8;

/** Does all steps without a break: where nothing else waits for the thread, as in a worker. */
export function inOneGo<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does the steps, and lets the thread do something else after each slice of time. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
}
