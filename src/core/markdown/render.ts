import { Marked, type Token, type Tokens } from 'marked';

/** Longer texts are rendered up to here, in characters. */
const MOST_RENDERED = 500_000;
/** A piece ends after this much HTML, as soon as no element is open. */
const PIECE_SIZE = 16_000;
/** A piece ends at this size in any case. */
const LARGEST_PIECE = 64_000;
/** The number of table rows or list items that stay together. */
const TOGETHER = 200;
/**
 * Rendering ends after this many elements: every one of them costs the page time and memory. The
 * longest README of Bitnami's charts, of 476,000 characters, has 8,600.
 */
const MOST_ELEMENTS = 25_000;

/** HTML rendered from Markdown. It is as untrusted as the text. */
export interface RenderedMarkdown {
  /** Pieces that are each well-formed, and small enough to be sanitised between two frames. */
  pieces: string[];
  /** The number of characters that were rendered, and of the whole text. */
  rendered: number;
  length: number;
}

const marked = new Marked({
  gfm: true,
  renderer: {
    // The page's own heading is the only one of level 1.
    heading({ tokens, depth }) {
      const level = Math.min(depth + 1, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    // Images are on other hosts, and fetching one would tell its host that somebody views the
    // chart.
    image({ href, text }) {
      return `<a href="${escape(href)}">${escape(text || href)}</a>`;
    },
  },
});

/** Renders GitHub's Markdown. A crafted text can make this take minutes or overflow the stack. */
export function renderMarkdown(text: string): RenderedMarkdown {
  const part = beginning(text);
  const pieces: string[] = [];
  let piece = '';
  let open = 0;
  let elements = 0;
  let renderedLength = 0;
  for (const { token, length } of marked.lexer(part).flatMap(inParts)) {
    if (elements > MOST_ELEMENTS) break;
    const html = rendered(token);
    elements += html.match(/<[a-z]/gi)?.length ?? 0;
    renderedLength += length;
    if (piece.length + html.length > LARGEST_PIECE) {
      pieces.push(piece);
      piece = '';
      open = 0;
    }
    piece += html;
    if (token.type === 'html') open = Math.max(0, open + opened(html));
    if (piece.length > PIECE_SIZE && open === 0) {
      pieces.push(piece);
      piece = '';
    }
  }
  return {
    pieces: [...pieces, piece].filter(Boolean),
    rendered: elements > MOST_ELEMENTS ? Math.round(renderedLength) : part.length,
    length: text.length,
  };
}

/** The part of a text that is rendered, in whole lines. */
function beginning(text: string): string {
  if (text.length <= MOST_RENDERED) return text;
  const end = text.lastIndexOf('\n', MOST_RENDERED);
  return text.slice(0, end > 0 ? end : MOST_RENDERED);
}

/** What is rendered at once, and the number of characters that it takes in the text. */
interface Part {
  token: Token;
  length: number;
}

/** Splits long tables and lists into several; each part of a table repeats its head. */
function inParts(token: Token): Part[] {
  if (token.type === 'table') {
    const table = token as Tokens.Table;
    return portions(table.rows).map((rows) => ({
      token: { ...table, rows },
      length: (table.raw.length * rows.length) / Math.max(1, table.rows.length),
    }));
  }
  if (token.type === 'list') {
    const list = token as Tokens.List;
    return portions(list.items).map((items, i) => ({
      token: {
        ...list,
        items,
        start: list.ordered ? Number(list.start) + i * TOGETHER : list.start,
      },
      length: (list.raw.length * items.length) / Math.max(1, list.items.length),
    }));
  }
  return [{ token, length: token.raw.length }];
}

function portions<T>(all: T[]): T[][] {
  const count = Math.max(1, Math.ceil(all.length / TOGETHER));
  return Array.from({ length: count }, (_, i) => all.slice(i * TOGETHER, (i + 1) * TOGETHER));
}

/** The HTML of a token. One that is too large for a piece is shown as source text, and cut. */
function rendered(token: Token): string {
  const html = marked.parser([token]);
  if (html.length <= LARGEST_PIECE) return html;
  const text = token.type === 'code' ? (token as Tokens.Code).text : token.raw;
  return `<pre><code>${escape(text.slice(0, PIECE_SIZE))}…</code></pre>`;
}

/**
 * The number of elements that a part of the HTML leaves open; negative if it closes more than it
 * opens.
 */
function opened(html: string): number {
  const tags = html.match(/<\/?(?:details|div|center|p|table|ul|ol|blockquote|section)\b/gi) ?? [];
  return tags.reduce((sum, tag) => sum + (tag.startsWith('</') ? -1 : 1), 0);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
