import { abortable } from '../core/abortable.ts';
import { remove, removableAs } from '../core/actions/remove.ts';
import type { ListEnd } from '../core/content/target.ts';
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

/** More requests than these aren't sent unasked: they take a minute, or what a registry allows. */
const MANY_REQUESTS = 200;

/** **Delete…** of one version: what goes with it, the person's word for it, and how it went. */
export class Removal {
  readonly place: TaggedPlace;
  /** It is `told` where finding out what goes takes many requests, until the person begins it. */
  phase = $state.raw<'looking' | 'told' | 'asking' | 'running' | 'done'>('looking');
  error = $state.raw<ChartroomError | undefined>();
  digest = $state.raw<Digest | undefined>();
  /** Every tag of that digest that is listed, the one that was chosen among them. */
  tags = $state.raw<readonly string[]>([]);
  readonly others = $derived(this.tags.filter((tag) => tag !== this.tag));
  /** How the list of tags ended: unless it is whole, tags that aren't listed may go too. */
  end = $state.raw<ListEnd>('whole');
  /** Tags that were listed so far. */
  listed = $state.raw(0);
  looked = $state.raw(0);
  /** Tags that are looked at, a request each; 0 as long as they are being listed. */
  all = $state.raw(0);
  /** What the person typed: the tag, to say that they mean it. */
  typed = $state.raw('');
  readonly confirmed = $derived(this.phase === 'asking' && this.typed.trim() === this.tag);

  #begin = () => {};
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
    this.listed = this.looked = this.all = 0;
    await this.#attempt(async () => {
      const { signal } = this.#abort;
      const { digest, tags, end } = await removableAs(await this.#target(), this.tag, {
        signal,
        onNames: (names) => (this.listed += names.length),
        before: (requests) => this.#tell(requests),
        onProgress: this.#count,
      });
      this.tags = tags;
      this.end = end;
      this.digest = digest;
      this.phase = 'asking';
    });
  }

  /** Begins what many requests are needed for. */
  begin(): void {
    if (this.phase === 'told') this.#begin();
  }

  async confirm(): Promise<void> {
    const { digest } = this;
    if (!this.confirmed || !digest) return;
    this.phase = 'running';
    this.looked = this.all = 0;
    await this.#attempt(async () => {
      await remove(await this.#target(), digest, this.tags, { onProgress: this.#count });
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

  readonly #count = (looked: number, all: number) => {
    this.looked = looked;
    this.all = all;
  };

  /** Has the person begin what takes many requests. */
  #tell(requests: number): Promise<void> | undefined {
    this.all = requests;
    if (requests <= MANY_REQUESTS) return undefined;
    this.phase = 'told';
    const begun = new Promise<void>((resolve) => {
      this.#begin = () => {
        this.phase = 'looking';
        resolve();
      };
    });
    return abortable(begun, this.#abort.signal);
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
