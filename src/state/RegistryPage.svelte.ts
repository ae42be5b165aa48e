import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { Connections } from './Connections.ts';

/** Answers that mean: there is no such list here, or it isn't for everybody. */
const NO_CATALOG = [400, 403, 404, 405, 501];

/** One registry: the repositories in it, as far as it lists them. */
export class RegistryPage {
  readonly host: string;
  repositories = $state.raw<readonly string[] | undefined>();
  /** It has no list of its repositories to show. */
  unlisted = $state.raw(false);
  error = $state.raw<ChartroomError | undefined>();

  readonly #connections: Connections;
  readonly #abort = new AbortController();

  constructor(host: string, connections: Connections) {
    this.host = host;
    this.#connections = connections;
  }

  get loading(): boolean {
    return !this.repositories && !this.unlisted && !this.error;
  }

  async load(): Promise<void> {
    this.error = undefined;
    this.unlisted = false;
    this.repositories = undefined;
    try {
      const registry = await this.#connections.registry(this.host);
      this.repositories = await registry.catalog({ signal: this.#abort.signal });
    } catch (thrown) {
      const error = await failureOf(thrown);
      if (hasNoCatalog(error)) this.unlisted = true;
      else this.error = error;
    }
  }

  async signOut(): Promise<void> {
    await this.#connections.signOut(this.host);
    await this.load();
  }

  dispose(): void {
    this.#abort.abort();
  }
}

/** The catalog is no part of the specification; a refusal of it is no fault. */
function hasNoCatalog(error: ChartroomError): boolean {
  if (isChartroomError(error, 'auth.denied')) return true;
  return isChartroomError(error, 'registry.refused') && NO_CATALOG.includes(error.data.status ?? 0);
}
