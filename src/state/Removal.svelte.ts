import { remove, removableAs } from '../core/actions/remove.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { Digest } from '../core/digest.ts';
import { failureOf } from './failure.ts';
import type { Services } from './services.ts';

/** A place in a registry: a repository and a tag in it. */
export interface TaggedPlace {
  registry: string;
  repository: string;
  tag: string;
}

/** **Delete…** of one version: what goes with it, the person's word for it, and how it went. */
export class Removal {
  readonly place: TaggedPlace;
  phase = $state.raw<'looking' | 'asking' | 'running' | 'done'>('looking');
  error = $state.raw<ChartroomError | undefined>();
  digest = $state.raw<Digest | undefined>();
  /** Every tag of that digest, the one that was chosen among them. */
  tags = $state.raw<readonly string[]>([]);
  readonly others = $derived(this.tags.filter((tag) => tag !== this.tag));
  looked = $state.raw(0);
  all = $state.raw(0);
  /** What the person typed: the tag, to say that they mean it. */
  typed = $state.raw('');
  readonly confirmed = $derived(this.phase === 'asking' && this.typed.trim() === this.tag);

  readonly #services: Services;
  readonly #abort = new AbortController();

  constructor(place: TaggedPlace, services: Services) {
    this.place = place;
    this.#services = services;
  }

  get tag(): string {
    return this.place.tag;
  }

  /** Finds out what would go. */
  async look(): Promise<void> {
    this.phase = 'looking';
    await this.#attempt(async () => {
      const { signal } = this.#abort;
      const { digest, tags } = await removableAs(await this.#target(), this.tag, {
        signal,
        onProgress: (looked, all) => {
          this.looked = looked;
          this.all = all;
        },
      });
      this.tags = tags;
      this.digest = digest;
      this.phase = 'asking';
    });
  }

  async confirm(): Promise<void> {
    const { digest } = this;
    if (!this.confirmed || !digest) return;
    this.phase = 'running';
    await this.#attempt(async () => {
      await remove(await this.#target(), digest, this.tags);
      this.phase = 'done';
    });
    if (this.phase === 'running') this.phase = 'asking';
  }

  /** Does again what failed. */
  again(): Promise<void> {
    return this.digest ? this.confirm() : this.look();
  }

  dispose(): void {
    this.#abort.abort();
  }

  #target() {
    const { registry, repository } = this.place;
    return this.#services.repository(registry, repository);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await work();
    } catch (thrown) {
      if (!this.#abort.signal.aborted) this.error = await failureOf(thrown);
    }
  }
}
