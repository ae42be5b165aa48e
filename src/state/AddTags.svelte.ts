import { parseTags } from '../core/actions/further-tags.ts';
import type { TagResult } from '../core/actions/set-tags.ts';
import { isChartroomError, type ChartroomError } from '../core/errors.ts';
import { failureOf } from './failure.ts';
import type { TaggedPlace } from './Removal.svelte.ts';
import type { Services } from './services.ts';

/** **Add tag…**: further tags for what is in a registry. */
export class AddTags {
  /** A tag of what gets the others, or its digest. */
  readonly place: TaggedPlace;
  phase = $state.raw<'asking' | 'running' | 'done'>('asking');
  error = $state.raw<ChartroomError | undefined>();
  /** What became of the tags so far, the last time each was tried. */
  results = $state.raw<readonly TagResult[]>([]);
  #text = $state.raw('');
  readonly #read = $derived.by(() => parseTags(this.#text));
  /** Those that name something else, and are moved only if the person says so. */
  readonly differing = $derived(
    this.results.flatMap(({ tag, outcome }) => (outcome.kind === 'differs' ? [tag] : [])),
  );
  readonly #services: Services;
  #abort = new AbortController();

  constructor(place: TaggedPlace, services: Services) {
    this.place = place;
    this.#services = services;
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.error = undefined;
  }

  /** The tags that are typed. */
  get tags(): readonly string[] {
    return this.#read.tags;
  }

  /** What is typed there that can't be a tag. */
  get invalid(): readonly string[] {
    return this.#read.invalid;
  }

  toggle(tag: string): void {
    const { tags } = this;
    this.text = (tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag]).join(' ');
  }

  /** Sets the tags that are typed; what isn't set stays typed. Returns those that are set now. */
  add(): Promise<string[]> {
    return this.invalid.length > 0 ? Promise.resolve([]) : this.#set(this.tags, []);
  }

  /** Takes the tags that name something else from there. */
  move(): Promise<string[]> {
    return this.#set(this.differing, this.differing);
  }

  cancel(): void {
    this.#abort.abort();
  }

  async #set(tags: readonly string[], move: readonly string[]): Promise<string[]> {
    if (this.running || tags.length === 0) return [];
    const { signal } = (this.#abort = new AbortController());
    this.phase = 'running';
    this.error = undefined;
    try {
      const { addTags } = await import('../core/actions/set-tags.ts');
      const { registry, repository, tag } = this.place;
      const target = await this.#services.repository(registry, repository, { push: true });
      const { digest } = await target.resolve(tag, { signal });
      const results = await addTags(target, digest, tags, { signal, move });
      const others = this.results.filter((one) => !tags.includes(one.tag));
      this.results = [...others, ...results];
      const set = results.filter(({ outcome }) => outcome.kind === 'set').map((one) => one.tag);
      const left = this.results.filter(
        ({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'differs',
      );
      this.#text = left.map((one) => one.tag).join(' ');
      const failed = results.find(({ outcome }) => outcome.kind === 'failed')?.outcome;
      this.error = failed?.kind === 'failed' ? failed.error : undefined;
      return set;
    } catch (thrown) {
      this.error = await failureOf(thrown);
      return [];
    } finally {
      if (isChartroomError(this.error, 'aborted')) this.error = undefined;
      this.phase = this.results.length > 0 ? 'done' : 'asking';
    }
  }
}
