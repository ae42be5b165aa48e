import { SvelteSet } from 'svelte/reactivity';
import { invalidIn, type TagWish } from '../core/actions/common-tags.ts';
import type { TagKind } from '../core/actions/further-tags.ts';

/** The tags that each of several charts is to get, as a person ticks and types them. */
export class CommonTags {
  readonly #kinds = new SvelteSet<TagKind>();
  #text = $state.raw('');
  readonly #onchange: () => void;
  readonly wish: TagWish = $derived.by(() => ({ kinds: [...this.#kinds], others: this.#text }));
  /** What is typed there that can't be a tag. */
  readonly invalid: readonly string[] = $derived.by(() => invalidIn(this.wish));

  /** `onchange` is called when the person changes them. */
  constructor(onchange: () => void) {
    this.#onchange = onchange;
  }

  /** What they are before the person changes them. */
  beginWith({ kinds, others }: TagWish): void {
    for (const kind of kinds) this.#kinds.add(kind);
    this.#text = others;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#onchange();
  }

  has(kind: TagKind): boolean {
    return this.#kinds.has(kind);
  }

  toggle(kind: TagKind): void {
    if (!this.#kinds.delete(kind)) this.#kinds.add(kind);
    this.#onchange();
  }
}
