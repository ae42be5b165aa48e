import type { GoFunction } from '../../go/value.ts';
import { Wanted } from './context.ts';

type Functions = Readonly<Record<string, GoFunction>>;

/**
 * Functions that few charts call: their code is loaded where one of them is first called. Loading is
 * asynchronous and a run isn't, so the run ends there, and begins again when the code is there.
 *
 * @param names as templates have them, with blanks between them
 */
export function lateFunctions(names: string, load: () => Promise<Functions>): Functions {
  let loaded: Functions | undefined;
  const named = (name: string): GoFunction => {
    const found = loaded?.[name];
    if (found) return found;
    throw new Wanted(async () => {
      loaded = await load();
    });
  };
  return Object.fromEntries(names.split(' ').map((name) => [name, new LateFunction(name, named)]));
}

class LateFunction implements GoFunction {
  readonly #name: string;
  readonly #named: (name: string) => GoFunction;

  constructor(name: string, named: (name: string) => GoFunction) {
    this.#name = name;
    this.#named = named;
  }

  get params(): readonly string[] {
    return this.#named(this.#name).params;
  }

  get variadic(): string | undefined {
    return this.#named(this.#name).variadic;
  }

  get call(): GoFunction['call'] {
    return this.#named(this.#name).call;
  }
}
