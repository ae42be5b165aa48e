import { SvelteMap } from 'svelte/reactivity';

/**
 * Which sign-in forms stand on the page: for each registry one, with whatever came first of all that
 * can't go on without it.
 */
export class SignInForms {
  readonly #places = new SvelteMap<string, readonly symbol[]>();

  /** Notes a place for the form; returns what gives it up again, to the next that waits. */
  claim(host: string, place: symbol): () => void {
    this.#places.set(host, [...this.#at(host), place]);
    return () => {
      const left = this.#at(host).filter((other) => other !== place);
      if (left.length > 0) this.#places.set(host, left);
      else this.#places.delete(host);
    };
  }

  /** Whether the form stands at this place. */
  isAt(host: string, place: symbol): boolean {
    return this.#at(host)[0] === place;
  }

  /** Whether there is a form for this registry. */
  has(host: string): boolean {
    return this.#places.has(host);
  }

  #at(host: string): readonly symbol[] {
    return this.#places.get(host) ?? [];
  }
}

export const signInForms = new SignInForms();
