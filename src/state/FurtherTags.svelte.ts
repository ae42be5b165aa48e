import { parseTags, sameKind, usualTags } from '../core/actions/further-tags.ts';
import type { TaggedReference } from '../core/actions/push-reference.ts';
import { ChartroomError } from '../core/errors.ts';
import { tagsLastTime } from './recent-tags.ts';

/** The tags that a chart gets beside that of its reference, as a person types or ticks them. */
export class FurtherTags {
  /** What was typed; until then what the last push to the same repository had is offered. */
  #typed = $state.raw<string | undefined>();
  #offered = $state.raw('');
  readonly #onchange: () => void;
  readonly #common: () => readonly string[];
  readonly #read = $derived.by(() => parseTags(this.text));

  /**
   * `onchange` is called when the person changes them; `common` returns those that the charts of a
   * selection get together, which this one has until others are typed for it.
   */
  constructor(onchange: () => void, common: () => readonly string[] = () => []) {
    this.#onchange = onchange;
    this.#common = common;
  }

  get text(): string {
    return this.#typed ?? (this.#offered || this.#common().join(' '));
  }

  set text(text: string) {
    this.#typed = text;
    this.#onchange();
  }

  /** The tags in it. */
  get tags(): readonly string[] {
    return this.#read.tags;
  }

  /** What is typed there that can't be a tag. */
  get invalid(): readonly string[] {
    return this.#read.invalid;
  }

  /** Offers what the last push to this repository had, in the kinds that fit this version. */
  offer(place: TaggedReference | undefined, version: string): void {
    this.#offered = place ? tagsLastTime(place, version).join(' ') : '';
  }

  /** Adds a tag, or takes it away. */
  toggle(tag: string): void {
    const { tags } = this;
    this.text = (tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag]).join(' ');
  }

  /** What was typed; undefined while it is what was offered. */
  get typed(): string | undefined {
    return this.#typed;
  }

  /** Takes over what was typed for another version of the same chart. */
  follow(typed: string, was: string | undefined, now: string): void {
    const usual = was === undefined ? [] : usualTags(was);
    const isUsual = parseTags(typed).tags.some((tag) => usual.includes(tag));
    this.#typed =
      isUsual && was !== undefined ? sameKind(parseTags(typed).tags, was, now).join(' ') : typed;
  }

  /** The further tags of a push to this reference; `reference.invalid` if one can't be a tag. */
  for({ tag }: TaggedReference): string[] {
    const [invalid] = this.invalid;
    if (invalid !== undefined) {
      throw new ChartroomError('reference.invalid', { reference: invalid, reason: 'tag' });
    }
    return this.tags.filter((one) => one !== tag);
  }
}
