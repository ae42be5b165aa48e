/** A piece ends after this much HTML, as soon as no element is open. */
export const PIECE_SIZE = 16_000;
/** A piece ends at this size in any case. */
export const LARGEST_PIECE = 64_000;
/** What the page adds to each code block and table: a frame, and a button that copies. */
const ADDED = 2;

/** HTML that is put together in pieces, each small enough to be sanitised between two frames. */
export class Pieces {
  /** The number of elements so far, with those that the page adds. */
  elements = 0;
  readonly #pieces: string[] = [];
  #piece = '';
  #open = 0;

  /** Adds HTML; if it is `loose`, it may open elements that later HTML closes. */
  add(html: string, loose: boolean): void {
    this.elements += count(html, /<[a-z]/gi) + ADDED * count(html, /<(?:pre|table)\b/gi);
    if (this.#piece.length + html.length > LARGEST_PIECE) this.#end();
    this.#piece += html;
    if (loose) this.#open = Math.max(0, this.#open + opened(html));
    if (this.#piece.length > PIECE_SIZE && this.#open === 0) this.#end();
  }

  /** All pieces, without those that are empty. */
  get all(): string[] {
    return [...this.#pieces, this.#piece].filter(Boolean);
  }

  #end(): void {
    this.#pieces.push(this.#piece);
    this.#piece = '';
    this.#open = 0;
  }
}

function count(html: string, pattern: RegExp): number {
  return html.match(pattern)?.length ?? 0;
}

/**
 * The number of elements that a part of the HTML leaves open; negative if it closes more than it
 * opens.
 */
function opened(html: string): number {
  const tags = html.match(/<\/?(?:details|div|center|p|table|ul|ol|blockquote|section)\b/gi) ?? [];
  return tags.reduce((sum, tag) => sum + (tag.startsWith('</') ? -1 : 1), 0);
}
