import { abortable } from '../core/abortable.ts';
import { remove, removableAs, type Removed } from '../core/actions/remove.ts';
import type { ListEnd } from '../core/content/target.ts';
import type { ChartroomError } from '../core/errors.ts';
import type { Digest } from '../core/digest.ts';
import { formatReference } from '../core/oci/reference.ts';
import { shownName } from '../text/signs.ts';
import { failureOf } from './failure.ts';
import { registryHref } from './routes.ts';
import type { AttachedKinds } from '../text/removal.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** A place in a registry: a repository and a tag in it. */
export interface TaggedPlace {
  registry: string;
  repository: string;
  tag: string;
}

/**
 * The most requests that are sent without asking: more may take a minute, or use up a registry's
 * rate limit.
 */
const MANY_REQUESTS = 200;

/** **Delete…** for one version: what it removes, the person's confirmation, and the result. */
export class Removal implements Work {
  readonly kind = 'delete';
  readonly place: TaggedPlace;
  /**
   * It is `told` if many requests are needed to find out what would be removed, until the person
   * starts them.
   */
  phase = $state.raw<'looking' | 'told' | 'asking' | 'running' | 'done'>('looking');
  error = $state.raw<ChartroomError | undefined>();
  digest = $state.raw<Digest | undefined>();
  /** Every listed tag of that digest, including the chosen one. */
  tags = $state.raw<readonly string[]>([]);
  readonly others = $derived(this.tags.filter((tag) => tag !== this.tag));
  /**
   * How the list of tags ended: unless it is complete, tags that aren't listed may be removed too.
   */
  end = $state.raw<ListEnd>('whole');
  /** What is attached to it, and stays; absent until that is known. */
  attached = $state.raw<AttachedKinds | 'unknown' | undefined>();
  /** The number of tags listed so far. */
  listed = $state.raw(0);
  looked = $state.raw(0);
  /** The number of tags to look at, with one request each; 0 while they are being listed. */
  all = $state.raw(0);
  /** What was deleted, once it is `done`. */
  removed = $state.raw<Removed | undefined>();
  /** The text that the person typed: the tag, as it is shown, confirms the deletion. */
  typed = $state.raw('');
  readonly confirmed = $derived(
    this.phase === 'asking' && this.typed.trim() === shownName(this.tag),
  );

  #begin = () => {};
  readonly #services: Services;
  readonly #abort = new AbortController();

  constructor(place: TaggedPlace, services: Services) {
    this.place = place;
    this.#services = services;
  }

  /** The deletion in this repository that is under way, or has ended unseen. */
  static underWay({ registry, repository, tag }: Partial<TaggedPlace>): Removal | undefined {
    return workList.find(
      Removal,
      ({ place }) =>
        place.registry === registry &&
        place.repository === repository &&
        (tag === undefined || place.tag === tag),
    );
  }

  /** Goes on with the deletion that is under way, or finds out what a new one would remove. */
  static begin(place: TaggedPlace, services: Services): Removal {
    const underWay = Removal.underWay(place);
    if (underWay) return underWay;
    const removal = new Removal(place, services);
    void removal.look();
    return removal;
  }

  get tag(): string {
    return this.place.tag;
  }

  get subject(): string {
    return formatReference(this.place);
  }

  get failure(): ChartroomError | undefined {
    return this.error;
  }

  get href(): string {
    return registryHref(this.place.registry, undefined, this.place.repository);
  }

  /** Finds out what would be removed. */
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
      void this.#lookAttached(digest);
    });
  }

  /** Finds out what stays without the chart; the person needn't wait for it. */
  async #lookAttached(digest: Digest): Promise<void> {
    const { signal } = this.#abort;
    try {
      const { listAttached } = await import('../core/attached/list.ts');
      const { entries, end } = await listAttached(await this.#target(), digest, { signal });
      this.attached = { kinds: entries.map(({ kind }) => kind), end };
    } catch {
      // It isn't what the person asked for, and the deletion tells what keeps it from the registry.
      this.attached = 'unknown';
    }
  }

  /** Starts the many requests. */
  begin(): void {
    if (this.phase === 'told') this.#begin();
  }

  async confirm(): Promise<void> {
    const { digest } = this;
    if (!this.confirmed || !digest) return;
    const removing = this.#remove(digest);
    workList.begin(this, removing);
    await removing;
  }

  async #remove(digest: Digest): Promise<void> {
    this.phase = 'running';
    this.looked = this.all = 0;
    await this.#attempt(async () => {
      const tags = [this.tag, ...this.others];
      this.removed = await remove(await this.#target(), digest, tags, { onProgress: this.#count });
      this.phase = 'done';
    });
    if (this.phase === 'running') this.phase = 'asking';
  }

  /** Repeats the failed step. */
  again(): Promise<void> {
    return this.digest ? this.confirm() : this.look();
  }

  /** Stops looking; a deletion that has begun goes on, and the app tells its end. */
  dispose(): void {
    if (this.phase !== 'running') this.#abort.abort();
  }

  readonly #count = (looked: number, all: number) => {
    this.looked = looked;
    this.all = all;
  };

  /** Waits for the person to start the work if it takes many requests. */
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
