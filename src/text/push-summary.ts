/** What came of pushing several charts together, to be read at the end and copied. */
import type { ChartroomError } from '../core/errors.ts';
import { errorWords } from './errors.ts';
import { countsOf, outcomeLines } from './outcomes.ts';
import { namesInARow } from './same-tag.ts';
import { count } from './units.ts';

/**
 * How a chart of several ended: `unchanged` was there already, `left-out` isn't ticked, `held-back`
 * waits for the person, and `open` hasn't been tried.
 */
export type PushOutcome =
  'pushed' | 'unchanged' | 'failed' | 'cancelled' | 'held-back' | 'left-out' | 'open';

/** One chart of several. */
export interface PushedChart {
  /** Of its folder or archive. */
  name: string;
  outcome: PushOutcome;
  /** Where it is, or was to go; empty if it couldn't be packed. */
  reference: string;
  /** Of its manifest, where it was pushed. */
  digest?: string | undefined;
  error?: ChartroomError | undefined;
  /** The dependencies that it lacks. */
  lacking: readonly string[];
}

const WORDS: Record<PushOutcome, string> = {
  pushed: 'pushed',
  unchanged: 'already there',
  failed: 'failed',
  cancelled: 'cancelled',
  'held-back': 'held back',
  'left-out': 'not ticked',
  open: 'not begun',
};
const GRAVEST_FIRST: readonly PushOutcome[] = [
  'failed',
  'cancelled',
  'held-back',
  'open',
  'pushed',
  'unchanged',
  'left-out',
];

/** `3 pushed, 1 failed, 1 cancelled`: the outcomes that there are, the good ones first. */
export function outcomeCounts(outcomes: readonly PushOutcome[]): string {
  return countsOf(outcomes, WORDS);
}

/** Why there is nothing to push, of so many that are ticked. */
export function nothingToPush(ticked: number): string {
  return ticked === 0
    ? 'Nothing is ticked: tick the charts that are to be pushed.'
    : 'All that is ticked is pushed already: there is nothing left to do.';
}

/** The first line of the summary. */
export function summaryLine(charts: readonly PushedChart[]): string {
  return `${count(charts.length, 'chart')}: ${outcomeCounts(charts.map(({ outcome }) => outcome))}`;
}

/** All of it as plain text: a line for each chart, what needs a look first. */
export function summaryText(charts: readonly PushedChart[]): string {
  const rows = charts.map((chart) => ({ outcome: chart.outcome, parts: details(chart) }));
  return [summaryLine(charts), '', ...outcomeLines(rows, WORDS, GRAVEST_FIRST)].join('\n');
}

function details({ name, outcome, reference, digest, error, lacking }: PushedChart): string[] {
  const place = reference || name;
  if (digest !== undefined) return [place, digest];
  if (outcome === 'failed' && error) return [place, errorWords(error).what];
  if (outcome !== 'held-back') return [place];
  return lacking.length > 0
    ? [place, `charts/ lacks ${namesInARow(lacking)}`]
    : [place, 'others with other content go to the same reference'];
}
