import { Marked, type Token, type Tokens } from 'marked';
import { takeFootnotes, type Footnote } from './footnotes.ts';
import { escapeHtml, filterTags } from './html.ts';
import { LARGEST_PIECE, PIECE_SIZE, Pieces } from './pieces.ts';

/** Longer texts are rendered up to here, in characters. */
const MOST_RENDERED = 500_000;
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

/**
 * Renders GitHub's Markdown: headings, pictures and links are as the text has them, for the page to
 * put in their place. A crafted text can make this take minutes or overflow the stack.
 */
export function renderMarkdown(text: string): RenderedMarkdown {
  const part = beginning(text);
  const { text: body, notes } = takeFootnotes(part);
  const { marked, referred } = markedWith(notes);
  const lexer = new marked.Lexer(marked.defaults);
  const pieces = new Pieces();
  let renderedLength = 0;
  for (const { token, length } of [...lexer.lex(body)].flatMap(inParts)) {
    if (pieces.elements > MOST_ELEMENTS) break;
    pieces.add(rendered(marked, token), token.type === 'html');
    renderedLength += length;
  }
  if (referred.length > 0) pieces.add('<hr><h2>Footnotes</h2>\n<ol>', true);
  // A footnote may refer to further ones.
  for (let i = 0; i < referred.length && pieces.elements <= MOST_ELEMENTS; i++) {
    const { name, text: says } = referred[i] as Footnote;
    const at = lexer.tokens.length;
    const tokens = lexer.lex(says).slice(at);
    const html = tokens.map((token) => rendered(marked, token)).join('');
    const back = `<a href="#fnref-${escapeHtml(name)}">↩</a>`;
    pieces.add(`<li id="fn-${escapeHtml(name)}">${before('</p>', html, ` ${back}`)}</li>\n`, true);
  }
  if (referred.length > 0) pieces.add('</ol>', true);
  return {
    pieces: pieces.all,
    rendered: pieces.elements > MOST_ELEMENTS ? Math.round(renderedLength) : part.length,
    length: text.length,
  };
}

/** `inserted` before the last `mark` of a text that ends with it, else at its end. */
function before(mark: string, text: string, inserted: string): string {
  const end = text.trimEnd();
  return end.endsWith(mark)
    ? `${end.slice(0, -mark.length)}${inserted}${mark}`
    : `${end}${inserted}`;
}

/** A renderer, and the footnotes in the order in which the text refers to them. */
function markedWith(notes: ReadonlyMap<string, Footnote>) {
  const referred: Footnote[] = [];
  const numbers = new Map<Footnote, number>();
  const marked = new Marked({
    gfm: true,
    renderer: { html: ({ text }) => filterTags(text) },
    tokenizer: {
      reflink(source) {
        const [raw, name = ''] = /^\[\^([^\]\s]{1,100})\]/.exec(source) ?? [];
        const note = notes.get(name.toLowerCase());
        if (raw === undefined || !note) return false;
        const number = numbers.get(note) ?? referred.push(note);
        numbers.set(note, number);
        const id = escapeHtml(note.name);
        const text = `<sup><a href="#fn-${id}" id="fnref-${id}">${number}</a></sup>`;
        return { type: 'html', raw, text, block: false } as unknown as Tokens.Link;
      },
    },
  });
  return { marked, referred };
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
function rendered(marked: Marked, token: Token): string {
  const html = marked.parser([token]);
  if (html.length <= LARGEST_PIECE) return html;
  const text = token.type === 'code' ? (token as Tokens.Code).text : token.raw;
  return `<pre><code>${escapeHtml(text.slice(0, PIECE_SIZE))}…</code></pre>`;
}
