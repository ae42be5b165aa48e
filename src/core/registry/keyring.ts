import type { Credentials } from './credentials.ts';
import { directBase } from './endpoint.ts';

/**
 * Credentials by registry, in memory. A registry is its exact host and port, with the default
 * port said or not: never a part of a name (@sigstore/oci 0.7.1 matched substrings), and never
 * anything that a registry answered.
 */
export class Keyring {
  readonly #held = new Map<string, Credentials>();

  get(host: string): Credentials | undefined {
    return this.#held.get(keyOf(host));
  }

  set(host: string, credentials: Credentials): void {
    this.#held.set(keyOf(host), credentials);
  }

  delete(host: string): void {
    this.#held.delete(keyOf(host));
  }
}

function keyOf(host: string): string {
  return new URL(directBase(host)).host;
}
