import type { Removed } from '../core/actions/remove.ts';
import { groupTags } from '../core/actions/group-tags.ts';
import { SortedTags, without, type ListedTag } from '../core/actions/sort-tags.ts';
import { ListProgress } from './ListProgress.svelte.ts';
import { Removal } from './Removal.svelte.ts';
import type { Services } from './services.ts';
import { VersionFill } from './VersionFill.svelte.ts';

/** The versions in one repository of a registry. */
export class VersionList {
  readonly host: string;
  readonly repository: string;
  /** The tags listed so far. */
  tags = $state.raw<readonly ListedTag[] | undefined>();
  /** The rows: those tags, with the ones together that are known to name the same. */
  readonly groups = $derived(this.tags && groupTags(this.tags, (tag) => this.fill.digestOf(tag)));
  /** What the rows in view say beyond their tags. */
  readonly fill: VersionFill;
  readonly progress = new ListProgress();
  /** The version that is about to be deleted. */
  removal = $state.raw<Removal | undefined>();
  /** What was deleted last. */
  removed = $state.raw<Removed | undefined>();

  readonly #services: Services;
  /**
   * Deleted tags, which are hidden even if a later page still lists them: registries may update
   * their lists late.
   */
  #gone: readonly string[] = [];

  constructor(host: string, repository: string, services: Services) {
    this.host = host;
    this.repository = repository;
    this.#services = services;
    this.fill = new VersionFill(host, repository, services);
    this.removal = Removal.underWay({ registry: host, repository });
  }

  async load(): Promise<void> {
    const sorted = new SortedTags();
    const show = () => (this.tags = this.#withoutGone(sorted.list()));
    await this.progress.run(
      (tags) => {
        sorted.add(tags);
        show();
      },
      async (options) => {
        const target = await this.#services.repository(this.host, this.repository);
        const { end } = await target.tags(options);
        options.signal?.throwIfAborted();
        show();
        return end;
      },
    );
  }

  /** Takes in tags that were set from here, and looks anew at what they name. */
  added(tags: readonly string[]): void {
    this.#gone = this.#gone.filter((tag) => !tags.includes(tag));
    const sorted = new SortedTags();
    const others = (this.tags ?? []).map(({ tag }) => tag).filter((tag) => !tags.includes(tag));
    sorted.add([...others, ...tags]);
    this.tags = sorted.list();
    for (const tag of tags) this.fill.forget(tag);
  }

  /** Hides tags that were removed from here. */
  gone(tags: readonly string[]): void {
    this.#gone = this.#gone.concat(tags);
    this.tags = this.tags && this.#withoutGone(this.tags);
  }

  /** Begins to delete a version. */
  remove(tag: string): void {
    this.cancelRemoval();
    const place = { registry: this.host, repository: this.repository, tag };
    this.removal = Removal.begin(place, this.#services);
  }

  cancelRemoval(): void {
    this.removal?.dispose();
    this.removal = undefined;
  }

  finishRemoval(): void {
    this.removed = this.removal?.removed;
    this.gone(this.removed?.tags ?? []);
    this.removal = undefined;
  }

  dispose(): void {
    this.progress.stop();
    this.cancelRemoval();
  }

  #withoutGone(tags: readonly ListedTag[]): readonly ListedTag[] {
    return this.#gone.length === 0 ? tags : without(tags, this.#gone);
  }
}
