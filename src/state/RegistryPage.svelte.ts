import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { listRepositories } from '../core/actions/list-repositories.ts';
import type { Connections } from './Connections.ts';
import { ListProgress } from './ListProgress.svelte.ts';
import { RepositoryFill } from './RepositoryFill.svelte.ts';
import type { Services } from './services.ts';
import { VersionList } from './VersionList.svelte.ts';

/** One registry: the repositories in it, as far as it lists them. */
export class RegistryPage {
  readonly host: string;
  /** The repositories listed so far, in the order of their names. */
  repositories = $state.raw<readonly string[] | undefined>();
  /** Whether the registry doesn't list its repositories. */
  unlisted = $state.raw(false);
  readonly progress = new ListProgress();
  /** What the rows in view say beyond their names. */
  fill: RepositoryFill;
  /** The repositories whose versions are open in the list. */
  readonly versions = new SvelteMap<string, VersionList>();
  /** The repositories that are ticked. */
  readonly ticked = new SvelteSet<string>();
  /** The folders that are open, by path. */
  readonly unfolded = new SvelteSet<string>();

  readonly #connections: Connections;
  readonly #services: Services;

  constructor(host: string, connections: Connections, services: Services) {
    this.host = host;
    this.#connections = connections;
    this.#services = services;
    this.fill = $state.raw(new RepositoryFill(host, services));
  }

  async load(): Promise<void> {
    this.unlisted = false;
    this.repositories = undefined;
    this.#closeAll();
    this.fill = new RepositoryFill(this.host, this.#services);
    let come: readonly string[] = [];
    await this.progress.run(
      (names) => (this.repositories = come = come.concat(names).sort()),
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

  /** Opens the versions of a repository in its place in the list, or closes them. */
  toggleVersions(repository: string): void {
    const open = this.versions.get(repository);
    if (open) {
      open.dispose();
      this.versions.delete(repository);
      return;
    }
    const list = new VersionList(this.host, repository, this.#services);
    this.versions.set(repository, list);
    void list.load();
  }

  async signOut(): Promise<void> {
    await this.#connections.signOut(this.host);
    await this.load();
  }

  dispose(): void {
    this.progress.stop();
    this.#closeAll();
  }

  #closeAll(): void {
    for (const list of this.versions.values()) list.dispose();
    this.versions.clear();
  }
}
