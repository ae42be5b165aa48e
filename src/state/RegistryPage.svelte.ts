import { listRepositories } from '../core/actions/list-repositories.ts';
import type { ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { Connections } from './Connections.ts';

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
      this.repositories = await listRepositories(registry, { signal: this.#abort.signal });
      this.unlisted = this.repositories === undefined;
    } catch (thrown) {
      this.error = await failureOf(thrown);
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
