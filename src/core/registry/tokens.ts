import type { Token } from './token-request.ts';

/**
 * The fraction of its lifetime after which a token is renewed, so that it remains valid during the
 * request.
 */
const RENEW_AFTER = 0.8;

interface Entry {
  token: Promise<Token>;
  /** The time of the request for it (milliseconds). */
  asked: number;
  /** The time after which it is renewed; infinite while the request is running. */
  until: number;
}

/**
 * Tokens by realm, service and scopes. Callers that need a token while it is being requested share
 * the same request; a failed request is forgotten.
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
