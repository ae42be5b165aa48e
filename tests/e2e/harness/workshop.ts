/** A service to try the pool with: jobs that take as long, give as much, or fail as told. */
export const workshop = {
  /** Keeps the worker's thread busy. */
  async work(ms: number): Promise<string> {
    for (const end = performance.now() + ms; performance.now() < end;);
    return 'done';
  },

  /** Which worker this is. */
  async name(): Promise<string> {
    return NAME;
  },

  async blob(size: number): Promise<Blob> {
    return new Blob([new Uint8Array(size).fill(7)]);
  },

  async fail(): Promise<void> {
    throw new RangeError('out of wood');
  },

  /** Breaks down outside of any job. */
  async collapse(): Promise<void> {
    setTimeout(() => {
      throw new Error('collapsed');
    });
    await new Promise(() => {});
  },

  /** A call arrives that can't be read, as if it had been this one. */
  async mishear(): Promise<void> {
    dispatchEvent(new MessageEvent('messageerror'));
    await new Promise(() => {});
  },
};

const NAME = String(Math.random());

export type Workshop = typeof workshop;
