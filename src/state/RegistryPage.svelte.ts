import { listRepositories } from '../core/actions/list-repositories.ts';
import type { Connections } from './Connections.ts';
import { ListProgress } from './ListProgress.svelte.ts';

/** One registry: the repositories in it, as far as it lists them. */
export class RegistryPage {
  readonly host: string;
  /** The repositories listed so far. */
  repositories = $state.raw<readonly string[] | undefined>();
  /** Whether the registry doesn't list its repositories. */
  unlisted = $state.raw(false);
  readonly progress = new ListProgress();

  readonly #connections: Connections;

  constructor(host: string, connections: Connections) {
    this.host = host;
    this.#connections = connections;
  }

  async load(): Promise<void> {
    this.unlisted = false;
    this.repositories = undefined;
    let come: readonly string[] = [];
    await this.progress.run(
      (names) => (this.repositories = come = come.concat(names)),
      async (options) => {
        const registry = await this.#connections.registry(this.host);
        const listing = await listRepositories(registry, options);
        options.signal?.throwIfAborted();
        if (listing) this.repositories = come;
        else this.unlisted = true;
        return listing?.end ?? 'whole';
      },
    );
  }

  async signOut(): Promise<void> {
    await this.#connections.signOut(this.host);
    await this.load();
  }

  dispose(): void {
    this.progress.stop();
  }
}
