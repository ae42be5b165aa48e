/**
 * What the functions of templates take from outside: the time, the zone of the clock on the wall,
 * random bytes, and what can only be made asynchronously. As with `budget.ts`, the context of a run
 * is set around it, since functions are called with nothing but their arguments.
 */
import { GoError } from '../../go/error.ts';
import { BudgetExceeded, ENTRY, spend, waste, withinRest } from '../../go/template/budget.ts';
import { changesSoFar, fromEmptyStack } from '../../go/template/nesting.ts';

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

/** How many random bytes were drawn, and how many things made, at some point of a run. */
interface Counts {
  drawn: number;
  made: number;
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
  readonly #made = new Map<number, Outcome<unknown>>();
  #next: Counts = { drawn: 0, made: 0 };
  #now: number | undefined;

  constructor(surroundings: Partial<Surroundings> = {}) {
    this.surroundings = { ...OWN, ...surroundings };
  }

  /** Runs it again and again, until nothing is wanted any more. */
  render<T>(run: () => T): Promise<T> {
    return this.#runFrom({ drawn: 0, made: 0 }, run);
  }

  async #runFrom<T>(counts: Counts, run: () => T): Promise<T> {
    for (;;) {
      this.#next = { ...counts };
      try {
        return withContext(this, () => fromEmptyStack((deeper) => this.#apart(deeper), run));
      } catch (error) {
        if (!(error instanceof Wanted)) throw error;
        // With an empty stack: what is called here at once would be called from within this run.
        await Promise.resolve().then(error.make);
      }
    }
  }

  /**
   * What has no room left on the stack: it is run by itself, and the next run takes what came of it.
   * What changes values can't be taken twice.
   */
  #apart<T>(run: () => T): T {
    const rest = withinRest(run);
    const counts = { drawn: this.#next.drawn, made: this.#next.made + 1 };
    const { value, next } = this.#taken(async () => {
      const before = changesSoFar();
      const value = await this.#runFrom(counts, rest);
      if (changesSoFar() > before) throw new BudgetExceeded('too-deep');
      return { value, next: this.#next };
    });
    this.#next = { ...next };
    return value;
  }

  /** Random bytes, the same in every run. */
  randomBytes(count: number): Uint8Array {
    this.differences.add('random');
    spend(4 * ENTRY + count);
    return (this.#drawn[this.#next.drawn++] ??= this.surroundings.randomBytes(count));
  }

  /** Milliseconds since 1970, the same in every run. */
  now(): number {
    this.differences.add('time');
    return (this.#now ??= this.surroundings.now());
  }

  /**
   * What is made asynchronously: wanted the first time, there in the next run. An error of Go's
   * belongs to who asks for it, in that run, rather than to the rendering as a whole.
   */
  made<T>(make: () => Promise<T>): T {
    if (!this.#made.has(this.#next.made)) waste();
    return this.#taken(make);
  }

  #taken<T>(make: () => Promise<T>): T {
    const i = this.#next.made++;
    const made = this.#made.get(i) as Outcome<T> | undefined;
    if (!made)
      throw new Wanted(async () => {
        this.#made.set(i, await outcomeOf(make));
      });
    if ('error' in made) throw made.error;
    return made.value;
  }
}

type Outcome<T> = { value: T } | { error: GoError };

async function outcomeOf<T>(make: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await make() };
  } catch (error) {
    if (error instanceof GoError) return { error };
    throw error;
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
