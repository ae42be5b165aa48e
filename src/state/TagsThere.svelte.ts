import { parseWanted } from '../core/actions/locate.ts';
import { SortedTags, type ListedTag } from '../core/actions/sort-tags.ts';
import { isChartroomError } from '../core/errors.ts';
import type { Services } from './services.ts';

/** The tags of a repository that a person may have meant, in place of one that isn't there. */
export class TagsThere {
  /** Newest first; empty if there is no such repository. Undefined until it is known, if it can be. */
  tags = $state.raw<readonly ListedTag[] | undefined>();
  readonly #services: Services;
  readonly #abort = new AbortController();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Lists them. A failure isn't told: it comes on top of the one that this helps with. */
  async load(reference: string): Promise<void> {
    const { signal } = this.#abort;
    try {
      const { registry, repository } = parseWanted(reference);
      const target = await this.#services.repository(registry, repository);
      const sorted = new SortedTags();
      sorted.add((await target.tags({ signal })).names);
      this.tags = sorted.list();
    } catch (error) {
      if (isChartroomError(error, 'tag.not-found')) this.tags = [];
    }
  }

  dispose(): void {
    this.#abort.abort();
  }
}
