/**
 * What the functions of templates take from outside: the time, the zone of the clock on the wall,
 * random bytes, and what can only be made asynchronously. As with `budget.ts`, the context of a run
 * is set around it, since functions are called with nothing but their arguments.
 */

export interface Surroundings {
  /** Milliseconds since 1970. */
  now(): number;
  /** The zone that Go calls `Local`. */
  timeZone: string;
  randomBytes(count: number): Uint8Array;
}

/** What makes a run differ from another with the same values. */
export type Difference = 'time' | 'random';

/** Ends a run that needs something first; it begins again when that is made. */
export class Wanted extends Error {
  /** Makes it, and puts it where the next run finds it. */
  readonly make: () => Promise<void>;

  constructor(make: () => Promise<void>) {
    super('something must be made first');
    this.make = make;
  }
}

const OWN: Surroundings = {
  now: () => Date.now(),
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  randomBytes: (count) => {
    const bytes = new Uint8Array(count);
    // Browsers give no more at once.
    for (let at = 0; at < count; at += 65_536)
      crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    return bytes;
  },
};

/** The context of one rendering, which may take several runs; each sees the same as the one before. */
export class RenderContext {
  readonly surroundings: Surroundings;
  /** What the result would differ by another time. */
  readonly differences = new Set<Difference>();
  readonly #drawn: Uint8Array[] = [];
  readonly #made: unknown[] = [];
  #nextDrawn = 0;
  #nextMade = 0;
  #now: number | undefined;

  constructor(surroundings: Partial<Surroundings> = {}) {
    this.surroundings = { ...OWN, ...surroundings };
  }

  /** Runs it again and again, until nothing is wanted any more. */
  async render<T>(run: () => T): Promise<T> {
    for (;;) {
      this.#nextDrawn = 0;
      this.#nextMade = 0;
      try {
        return withContext(this, run);
      } catch (error) {
        if (!(error instanceof Wanted)) throw error;
        await error.make();
      }
    }
  }

  /** Random bytes, the same in every run. */
  randomBytes(count: number): Uint8Array {
    this.differences.add('random');
    const bytes = (this.#drawn[this.#nextDrawn] ??= this.surroundings.randomBytes(count));
    this.#nextDrawn++;
    return bytes;
  }

  /** Milliseconds since 1970, the same in every run. */
  now(): number {
    this.differences.add('time');
    return (this.#now ??= this.surroundings.now());
  }

  /** What is made asynchronously: wanted the first time, there in the next run. */
  made<T>(make: () => Promise<T>): T {
    const i = this.#nextMade++;
    if (i < this.#made.length) return this.#made[i] as T;
    throw new Wanted(async () => {
      this.#made.push(await make());
    });
  }
}

let current: RenderContext | undefined;

function withContext<T>(context: RenderContext, run: () => T): T {
  const outer = current;
  current = context;
  try {
    return run();
  } finally {
    current = outer;
  }
}

/** The context of the run; outside of any, one that is new. */
export function context(): RenderContext {
  return current ?? new RenderContext();
}
