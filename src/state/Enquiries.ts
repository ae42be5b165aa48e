import { atMost } from '../core/concurrency.ts';
import { ChartroomError, type ErrorCode } from '../core/errors.ts';

/** How many charts are asked about at a time: what the person does meanwhile needs connections too. */
const AT_ONCE = 3;
/** What a registry answers to one of these questions it answers to all of them. */
const FOR_ALL: readonly ErrorCode[] = [
  'auth.required',
  'auth.realm-untrusted',
  'proxy.refused',
  'registry.cors',
  'registry.not-allowed',
  'registry.offline',
  'registry.rate-limited',
  'registry.unreachable',
  'site.unreachable',
];

/**
 * The questions to registries about several charts: a few at a time. Where one is refused as all
 * would be, those that wait to go the same way aren't asked.
 */
export class Enquiries {
  readonly #limited = atMost(AT_ONCE);
  readonly #refused = new Map<string, ChartroomError>();
  #open = 0;

  /** Asks when its turn comes; `way` is the registry, how it is reached, and by whom. */
  readonly ask = async <T>(way: string, question: () => Promise<T>): Promise<T> => {
    this.#open++;
    try {
      return await this.#limited(() => this.#ask(way, question));
    } finally {
      if (--this.#open === 0) this.#refused.clear();
    }
  };

  async #ask<T>(way: string, question: () => Promise<T>): Promise<T> {
    const refused = this.#refused.get(way);
    if (refused) throw refused;
    try {
      return await question();
    } catch (error) {
      if (error instanceof ChartroomError && FOR_ALL.includes(error.code)) {
        this.#refused.set(way, error);
      }
      throw error;
    }
  }
}
