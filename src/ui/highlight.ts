/**
 * Colours in YAML and its templates, by the CSS Custom Highlight API: ranges over text nodes,
 * so a block of lines stays one node. A browser without it shows the text plain.
 */
import type { Attachment } from 'svelte/attachments';
import { whileInView } from './in-view.ts';
import type { TextBlock } from './text-blocks.ts';

/** Larger texts are shown plain: finding their ranges would hold up the page. */
const MAX_LENGTH = 400_000;

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
  return [...findSpans(text)];
}

function* findSpans(text: string): Generator<Span> {
  let from = 0;
  for (;;) {
    const start = text.indexOf('{{', from);
    const close = start < 0 ? -1 : text.indexOf('}}', start + 2);
    if (close < 0) break;
    yield* plainSpans(text, from, start);
    yield { kind: 'template', start, end: close + 2 };
    from = close + 2;
  }
  yield* plainSpans(text, from, text.length);
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

/**
 * Colours the text of blocks, each while it is in sight; nothing where the browser can't, or
 * where the person has set all colours: a highlight is a selection then.
 */
export function painter(
  blocks: readonly TextBlock[],
): ((block: TextBlock) => Attachment<HTMLElement>) | undefined {
  if (!('highlights' in CSS) || matchMedia('(forced-colors: active)').matches) return undefined;
  const text = blocks.map((block) => block.text).join('\n');
  if (text.length > MAX_LENGTH) return undefined;
  const spans = spansOf(text);
  return (block) => (element) => whileInView(() => paint(element, block, spans))(element);
}

/** Colours a block's text; returns a function that removes the colours. */
function paint(element: HTMLElement, { start, text }: TextBlock, spans: Span[]): () => void {
  const nodes = textNodesIn(element);
  if (nodes.length === 0) return () => {};
  const own = spans.slice(
    firstAfter(spans, (span) => span.end > start),
    firstAfter(spans, (span) => span.start >= start + text.length),
  );
  const ranges = own.map((span) => {
    const from = placeIn(nodes, Math.max(span.start - start, 0));
    const to = placeIn(nodes, Math.min(span.end - start, text.length));
    const range = new StaticRange({
      startContainer: from.node,
      startOffset: from.offset,
      endContainer: to.node,
      endOffset: to.offset,
    });
    highlight(span.kind).add(range);
    return { kind: span.kind, range };
  });
  return () => {
    for (const { kind, range } of ranges) highlight(kind).delete(range);
  };
}

/** The text nodes in a block, which links divide, with the place in its text where each begins. */
function textNodesIn(element: HTMLElement): { node: Text; start: number }[] {
  const nodes: { node: Text; start: number }[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let start = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.length === 0) continue;
    nodes.push({ node, start });
    start += node.length;
  }
  return nodes;
}

function placeIn(
  nodes: readonly { node: Text; start: number }[],
  at: number,
): { node: Text; offset: number } {
  const { node, start } = nodes.findLast((one) => one.start <= at) as { node: Text; start: number };
  return { node, offset: Math.min(at - start, node.length) };
}

/** The index of the first span from which on `is` holds. */
function firstAfter(spans: readonly Span[], is: (span: Span) => boolean): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && is(span)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function highlight(kind: Kind): Highlight {
  const name = `code-${kind}`;
  const known = CSS.highlights.get(name);
  if (known) return known;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}
