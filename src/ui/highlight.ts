/**
 * Colours in YAML and its templates, by the CSS Custom Highlight API: ranges over one text
 * node, so a manifest of ten thousand lines stays one node. A browser without it shows the
 * text plain.
 */
import type { Attachment } from 'svelte/attachments';

/** Larger texts are shown plain: finding their ranges would hold up the page. */
const MAX_LENGTH = 200_000;

export type Kind = 'template' | 'comment' | 'key';

/** A key where a line begins, perhaps in a list. */
const KEY = /^[ \t]*(?:- +)*([\w./"'-]+)(?=:(?:\s|$))/;

/** A stretch of the text, from `start` up to `end`. */
export interface Span {
  kind: Kind;
  start: number;
  end: number;
}

/**
 * What is to be coloured in `text`: templates, and between them comments and keys. It looks at
 * each character a fixed number of times, since charts come from anywhere.
 */
export function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('{{', from);
    const close = start < 0 ? -1 : text.indexOf('}}', start + 2);
    if (close < 0) return [...spans, ...plainSpans(text, from, text.length)];
    spans.push(...plainSpans(text, from, start), { kind: 'template', start, end: close + 2 });
    from = close + 2;
  }
}

/** Keys and comments, line by line, of a stretch without templates. */
function* plainSpans(text: string, from: number, to: number): Generator<Span> {
  let start = from;
  for (const line of text.slice(from, to).split('\n')) {
    const first = start === 0 || text[start - 1] === '\n';
    const key = first ? KEY.exec(line) : null;
    if (key?.[1] !== undefined) {
      const end = start + key[0].length;
      yield { kind: 'key', start: end - key[1].length, end };
    }
    const comment = line.search(first ? /(?<!\S)#/ : /(?<=\s)#/);
    if (comment >= 0) yield { kind: 'comment', start: start + comment, end: start + line.length };
    start += line.length + 1;
  }
}

/** Colours the element's text, as long as it is there. */
export function paint(text: string): Attachment<HTMLElement> | undefined {
  if (!('highlights' in CSS) || text.length > MAX_LENGTH) return undefined;
  // Where the person has set all colours, a highlight is a selection.
  if (matchMedia('(forced-colors: active)').matches) return undefined;
  return (element) => {
    const node = element.firstChild;
    if (!node) return;
    const ranges = spansOf(text).map(({ kind, start, end }) => {
      const range = new StaticRange({
        startContainer: node,
        startOffset: start,
        endContainer: node,
        endOffset: end,
      });
      highlight(kind).add(range);
      return { kind, range };
    });
    return () => {
      for (const { kind, range } of ranges) highlight(kind).delete(range);
    };
  };
}

function highlight(kind: Kind): Highlight {
  const name = `code-${kind}`;
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}
