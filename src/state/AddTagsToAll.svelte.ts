import { SvelteMap } from 'svelte/reactivity';
import { shareTags } from '../core/actions/common-tags.ts';
import type { TagsToAdd } from '../core/actions/add-tags-to-all.ts';
import type { TagResult } from '../core/actions/set-tags.ts';
import type { ListedTag } from '../core/actions/sort-tags.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import type { WorkProgress } from '../text/work.ts';
import { CommonTags } from './CommonTags.svelte.ts';
import { failureOf } from './failure.ts';
import { registryHref } from './routes.ts';
import type { Services } from './services.ts';
import { workList, type Work } from './WorkList.svelte.ts';

/** **Add tags…**: further tags for several versions of one repository. */
export class AddTagsToAll implements Work {
  readonly kind = 'tag';
  readonly host: string;
  readonly repository: string;
  readonly versions: readonly ListedTag[];
  readonly common = new CommonTags(() => (this.error = undefined));
  phase = $state.raw<'asking' | 'running' | 'done'>('asking');
  error = $state.raw<ChartroomError | undefined>();
  /** What became of the tags so far, the last time each was tried, by the tag of their version. */
  readonly results = new SvelteMap<string, readonly TagResult[]>();
  /** The tags that each version is to get. */
  readonly plan: readonly TagsToAdd[] = $derived.by(() => {
    const shared = shareTags(this.common.wish, this.versions, ({ version }) =>
      version === undefined ? undefined : { repository: this.repository, version },
    );
    return this.versions.map((one) => {
      const tags = shared.get(one) ?? [];
      return { name: one.tag, tags: tags.filter((tag) => tag !== one.tag) };
    });
  });
  /** Those of them that aren't set yet. */
  readonly left: readonly TagsToAdd[] = $derived.by(() =>
    this.#among(this.plan, (kind) => kind === undefined || kind === 'failed'),
  );
  /** Those that name something else, and are moved only if the person says so. */
  readonly differing: readonly TagsToAdd[] = $derived.by(() =>
    this.#among(this.plan, (kind) => kind === 'differs'),
  );
  readonly #services: Services;
  #abort = new AbortController();

  constructor(
    place: { host: string; repository: string },
    versions: readonly ListedTag[],
    services: Services,
  ) {
    this.host = place.host;
    this.repository = place.repository;
    this.versions = versions;
    this.#services = services;
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  get subject(): string {
    return `${this.versions.length} versions of ${this.host}/${this.repository}`;
  }

  get href(): string {
    return registryHref(this.host, undefined, this.repository);
  }

  get failure(): ChartroomError | undefined {
    if (this.error) return this.error;
    for (const results of this.results.values()) {
      for (const { outcome } of results) if (outcome.kind === 'failed') return outcome.error;
    }
    return undefined;
  }

  get howFar(): WorkProgress {
    const open = this.left.length + this.differing.length;
    return { unit: 'charts', done: this.plan.length - open, all: this.plan.length };
  }

  /** Sets what isn't set yet. Returns the tags that are set now. */
  add(): Promise<string[]> {
    return this.#begin(this.left, false);
  }

  /** Takes the tags that name something else from there. */
  move(): Promise<string[]> {
    return this.#begin(this.differing, true);
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #begin(items: readonly TagsToAdd[], moves: boolean): Promise<string[]> {
    if (this.running || items.length === 0 || this.common.invalid.length > 0) return [];
    const running = this.#run(items, moves);
    workList.begin(this, running);
    return running;
  }

  async #run(items: readonly TagsToAdd[], moves: boolean): Promise<string[]> {
    const { signal } = (this.#abort = new AbortController());
    const set: string[] = [];
    this.phase = 'running';
    this.error = undefined;
    try {
      const { addTagsToAll } = await import('../core/actions/add-tags-to-all.ts');
      const target = await this.#services.repository(this.host, this.repository, { push: true });
      await addTagsToAll(target, items, {
        signal,
        move: moves ? items.flatMap(({ tags }) => tags) : [],
        onEnd: ({ name, tags }, results) => {
          const others = (this.results.get(name) ?? []).filter(({ tag }) => !tags.includes(tag));
          this.results.set(name, [...others, ...results]);
          set.push(...results.flatMap((one) => (one.outcome.kind === 'set' ? [one.tag] : [])));
        },
      });
    } catch (thrown) {
      const error = await failureOf(thrown);
      this.error = isChartroomError(error, 'aborted') ? undefined : error;
    }
    this.phase = 'done';
    return set;
  }

  /** The tags of these of which the last outcome, if there is one, is such. */
  #among(
    items: readonly TagsToAdd[],
    isSuch: (kind: TagResult['outcome']['kind'] | undefined) => boolean,
  ): TagsToAdd[] {
    return items
      .map(({ name, tags }) => {
        const results = this.results.get(name) ?? [];
        const outcomeOf = (tag: string) => results.find((one) => one.tag === tag)?.outcome.kind;
        return { name, tags: tags.filter((tag) => isSuch(outcomeOf(tag))) };
      })
      .filter(({ tags }) => tags.length > 0);
  }
}
