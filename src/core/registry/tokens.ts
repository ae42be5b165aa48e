import type { Token } from './token-request.ts';

/** The part of its life after which a token is renewed: it must last for the request, too. */
const RENEW_AFTER = 0.8;

interface Entry {
  token: Promise<Token>;
  /** Asked for at this time (milliseconds). */
  asked: number;
  /** Renewed after this time; for ever while it is on its way. */
  until: number;
}

/**
 * Tokens by what they are for. Who asks for one that is on its way waits for the same request,
 * and one that failed is forgotten.
 */
export class TokenCache {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async get(key: string, request: () => Promise<Token>): Promise<string> {
    let entry = this.#entries.get(key);
    if (!entry || this.#now() >= entry.until) entry = this.#begin(key, request);
    return (await entry.token).value;
  }

  /** Forgets a token that was refused, unless it has been renewed since. */
  async drop(key: string, value: string): Promise<void> {
    const entry = this.#entries.get(key);
    const held = await entry?.token.catch(() => undefined);
    if (held?.value === value && this.#entries.get(key) === entry) this.#entries.delete(key);
  }

  #begin(key: string, request: () => Promise<Token>): Entry {
    const entry: Entry = { token: request(), asked: this.#now(), until: Infinity };
    this.#entries.set(key, entry);
    entry.token.then(
      ({ lifetime }) => (entry.until = entry.asked + lifetime * 1000 * RENEW_AFTER),
      () => this.#entries.get(key) === entry && this.#entries.delete(key),
    );
    return entry;
  }
}
