import { sortTags, type ListedTag } from '../core/actions/sort-tags.ts';
import type { ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import { Removal } from './Removal.svelte.ts';
import type { Services } from './services.ts';

/** The versions in one repository of a registry. */
export class VersionList {
  readonly host: string;
  readonly repository: string;
  tags = $state.raw<readonly ListedTag[] | undefined>();
  error = $state.raw<ChartroomError | undefined>();
  /** The version that is about to be deleted. */
  removal = $state.raw<Removal | undefined>();
  /** What was deleted last. */
  removed = $state.raw<readonly string[]>([]);

  readonly #services: Services;
  readonly #abort = new AbortController();

  constructor(host: string, repository: string, services: Services) {
    this.host = host;
    this.repository = repository;
    this.#services = services;
  }

  async load(): Promise<void> {
    this.error = undefined;
    try {
      const target = await this.#services.repository(this.host, this.repository);
      this.tags = sortTags(await target.tags({ signal: this.#abort.signal }));
    } catch (thrown) {
      this.error = await failureOf(thrown);
    }
  }

  /** Begins to delete a version. */
  remove(tag: string): void {
    this.cancelRemoval();
    const { host: registry, repository } = this;
    this.removal = new Removal({ registry, repository, tag }, this.#services);
    void this.removal.look();
  }

  cancelRemoval(): void {
    this.removal?.dispose();
    this.removal = undefined;
  }

  /** Takes what was deleted off the list: registries say so late. */
  finishRemoval(): void {
    const gone = this.removal ? [this.removal.tag, ...this.removal.others] : [];
    this.removed = gone;
    this.tags = this.tags?.filter(({ tag }) => !gone.includes(tag));
    this.removal = undefined;
  }

  dispose(): void {
    this.#abort.abort();
    this.cancelRemoval();
  }
}
