/** The words for what a chart renders to. */
import type { WorkFault } from '../core/faults.ts';
import { count, grouped } from './units.ts';

export interface RenderedSummary {
  objects: number;
  hooks: number;
  lines: number;
}

/** `12 objects and 2 hooks in 340 lines`. */
export function renderedWords({ objects, hooks, lines }: RenderedSummary): string {
  const parts = [count(objects, 'object'), ...(hooks > 0 ? [count(hooks, 'hook')] : [])];
  return `${parts.join(' and ')} in ${count(lines, 'line')}`;
}

/** How long it took, which isn't read out: it is another each time. */
export function timeWords(ms: number): string {
  return `, rendered in ${grouped(Math.round(ms))} ms`;
}

/** What to do about an error of Helm's, by its words. */
export function refusalAdvice(words: string): string {
  if (/\w+ charts are not installable/.test(words))
    return 'A library gives its definitions to other charts and makes no objects itself. Render a chart that depends on it.';
  if (words.includes('missing in charts/ directory'))
    return 'The charts that it depends on have to lie in charts/. The publish page can fetch them once the chart is chosen there; helm dependency build does it too.';
  if (words.startsWith("values don't meet the specifications"))
    return 'Change the values: the schema in the chart allows no others.';
  if (words.includes('which is incompatible with Kubernetes'))
    return 'Set a Kubernetes version that the chart is made for.';
  if (words.startsWith('failed to parse'))
    return 'Correct the values: what comes before the line that is named may be at fault too.';
  if (words.startsWith('failed parsing --set'))
    return 'Correct the line under Set: key=value, with dots between the keys.';
  if (words.startsWith('invalid kube version'))
    return 'Write a Kubernetes version such as 1.34 or v1.34.2.';
  if (words.startsWith('YAML parse error'))
    return 'The template wrote something that isn’t YAML, with these values. Look at its indentation and quotation marks.';
  return 'Helm stops here too. The template is at fault, or a value that it needs isn’t set.';
}

/** What is the case where nothing comes out. */
export const NOTHING_RENDERED =
  'With these values the chart renders to nothing: no template makes an object. A value may switch them on.';

/** A person called a rendering off; one from before may be shown. */
export const CANCELLED = {
  nothing: 'Cancelled: nothing is rendered.',
  before: 'Cancelled: what stands below was rendered before the last change.',
};

/** Why a rendering was given up, and what next. */
export function unfinishedWords(reason: WorkFault['reason']): {
  what: string;
  next: string;
} {
  const next =
    'Helm has no such limit, and may take as long or as much itself. A template that never ends is often a loop, or one that includes itself.';
  switch (reason) {
    case 'too-long':
      return { what: 'The templates took more than 10 seconds, and were ended.', next };
    case 'too-large':
      return { what: 'The templates make more than this page takes, and were ended.', next };
    case 'large-pattern':
      return {
        what: 'A regular expression of the templates is too large for this browser.',
        next: 'Helm has another limit, and may take it. One of fewer repetitions or classes of characters may do.',
      };
    case 'too-deep':
      return { what: 'The templates include each other too deep, and were ended.', next };
  }
}

/** What a search in a rendering has found. */
export function foundWords({ objects, hits }: { objects: number; hits: number }): string {
  if (objects === 0) return 'Nothing that is rendered has it.';
  return hits === 0
    ? `Found in the names of ${count(objects, 'object')}.`
    : `Found in ${count(hits, 'line')} of ${count(objects, 'object')}.`;
}

const DIFFERENCES = { time: 'the time', random: 'what is random' } as const;

/** Says what comes out otherwise each time; `lines` is undefined while they aren't known. */
export function differenceWords(
  differences: readonly (keyof typeof DIFFERENCES)[],
  lines: number | undefined,
): string {
  const of = differences.map((difference) => DIFFERENCES[difference]).join(' and ');
  if (lines === undefined) return `Templates use ${of}: each rendering may differ.`;
  if (lines === 0) return `Templates use ${of}, but nothing that is rendered differs by it.`;
  const marked = `${count(lines, 'line')} ${lines === 1 ? 'differs' : 'differ'}`;
  return `Templates use ${of}: ${marked} each time, and ${lines === 1 ? 'is' : 'are'} marked with ≈.`;
}

/** Says of which schemas the values weren't checked, by the addresses that they refer to. */
export function unreadWords(addresses: readonly string[]): string {
  return `Values aren’t checked by schemas that refer to ${addresses.join(', ')}, which this page doesn’t fetch. Helm does, and refuses values that don’t fit.`;
}

const TEXTS = { values: 'values', set: '--set lines' } as const;

/** Says that texts in an address aren't used, since it isn't whole. */
export function unreadableWords(texts: readonly (keyof typeof TEXTS)[]): string {
  const named = texts.map((text) => TEXTS[text]).join(' and ');
  return `The ${named} in the address can’t be read: it was cut off or changed. The chart is rendered without them; ask for the whole link.`;
}
