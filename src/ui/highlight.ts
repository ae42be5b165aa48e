/**
 * Colours in YAML and its templates, by the CSS Custom Highlight API: ranges over one text
 * node, so a manifest of ten thousand lines stays one node. A browser without it shows the
 * text plain.
 */
import type { Attachment } from 'svelte/attachments';

/** Larger texts are shown plain: finding their ranges would hold up the page. */
const MAX_LENGTH = 200_000;

const KINDS = ['template', 'comment', 'key'] as const;
export type Kind = (typeof KINDS)[number];

/** Templates first: they stand in all the others. Then comments, then a key at a line's start. */
const TOKENS =
  /(?<template>\{\{[\s\S]*?\}\})|(?<comment>(?<=^|\s)#[^\n]*)|(?<key>(?<=^[ \t]*(?:- +)*)[\w./"'-]+(?=:(?:\s|$)))/gm;

/** A stretch of the text, from `start` up to `end`. */
export interface Span {
  kind: Kind;
  start: number;
  end: number;
}

/** What is to be coloured in `text`. */
export function spansOf(text: string): Span[] {
  return Array.from(text.matchAll(TOKENS), (match) => {
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined) ?? 'key';
    return { kind, start: match.index, end: match.index + match[0].length };
  });
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
