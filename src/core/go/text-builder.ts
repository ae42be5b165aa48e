import { afford, spend } from './template/budget.ts';

/** So many pieces are joined at once. */
const PIECES = 4096;
/** What makes an engine take two bytes for each character of a text. */
const WIDE = /[^\0-\xff]/;

/**
 * A text made of many pieces, each of which counts before it is added. Engines keep a text that grows
 * by `+=` as a tree with a node of about 32 bytes for each piece, so that one of single characters
 * would take thirty times the memory of the text; here the pieces are joined every now and then.
 */
export class TextBuilder {
  readonly #joined: string[] = [];
  #pieces: string[] = [];
  #length = 0;
  #isWide = false;

  add(piece: string): void {
    spend(piece.length);
    if (this.#pieces.push(piece) === PIECES) this.#join();
  }

  /** All that was added so far. */
  text(): string {
    this.#join();
    if (this.#joined.length === 1) return this.#joined[0] as string;
    afford(this.#isWide ? 2 * this.#length : this.#length);
    return this.#joined.join('');
  }

  #join(): void {
    const joined = this.#pieces.join('');
    this.#pieces = [];
    this.#joined.push(joined);
    this.#length += joined.length;
    // The other byte of each character; as soon as one takes two, all do.
    if (this.#isWide) spend(joined.length);
    else if (WIDE.test(joined)) {
      this.#isWide = true;
      spend(this.#length);
    }
  }
}

/** A text with something else in the place of each character. */
export function mapCharacters(text: string, write: (character: string) => string): string {
  const builder = new TextBuilder();
  for (const character of text) builder.add(write(character));
  return builder.text();
}
