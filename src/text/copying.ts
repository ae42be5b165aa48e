/** What comes of copying artifacts, to be read and copied. */
import type { CopyOutcome, CopySide } from '../core/actions/copy-to.ts';
import type { CopyItem } from '../core/actions/copy-plan.ts';
import { errorWords } from './errors.ts';
import { listedWords } from './listed.ts';
import { fewOf } from './lists.ts';
import { attachedWords, countsOf, differsWords, outcomeLines } from './outcomes.ts';
import { count } from './units.ts';

/** One artifact, and what came of it so far. */
export interface CopyState {
  item: CopyItem;
  outcome?: CopyOutcome | undefined;
  running?: boolean;
}

type State = CopyOutcome['kind'] | 'running' | 'open';

const WORDS: Record<State, string> = {
  copied: 'copied',
  unchanged: 'there already',
  differs: 'not replaced',
  failed: 'failed',
  running: 'copying',
  open: 'not begun',
};
const GRAVEST_FIRST: readonly State[] = [
  'failed',
  'differs',
  'open',
  'running',
  'copied',
  'unchanged',
];

/** What a failure on a side is about. */
const SUBJECTS: Record<CopySide, (item: CopyItem) => string> = {
  source: ({ source }) => `the source, ${source}`,
  destination: ({ destination }) => `the destination, ${destination}`,
  browser: ({ destination }) => destination,
};

function stateOf({ outcome, running }: CopyState): State {
  return outcome?.kind ?? (running ? 'running' : 'open');
}

/** How one artifact stands. */
export function copyState(state: CopyState): string {
  return WORDS[stateOf(state)];
}

/** `12 copied, 3 there already, 1 failed`; and how much was added to what was there already. */
export function copyLine(states: readonly CopyState[]): string {
  const added = states.reduce((sum, { outcome }) => sum + addedTo(outcome), 0);
  const more = added > 0 ? `; ${count(added, 'attachment')} added to what was there` : '';
  return `${countsOf(states.map(stateOf), WORDS)}${more}`;
}

/** How much was attached to an artifact that the destination had. */
function addedTo(outcome: CopyOutcome | undefined): number {
  return outcome?.kind === 'unchanged' ? outcome.added : 0;
}

/** What the failure of a copy is about, behind the heading that says where it happened. */
export function copySubject({ item, outcome }: CopyState): string {
  return outcome?.kind === 'failed' ? SUBJECTS[outcome.side](item) : item.destination;
}

/** Why an artifact wasn't copied. */
export function copyReason(state: CopyState): string {
  const { outcome } = state;
  if (outcome?.kind === 'differs') {
    return differsWords(outcome.error, 'The tag there names other content.');
  }
  if (outcome?.kind !== 'failed') return '';
  const side = outcome.side === 'browser' ? 'In this browser' : `At ${copySubject(state)}`;
  return `${side}: ${errorWords(outcome.error).what}`;
}

/** That these repositories may have more than is copied. */
export function shortLists(repositories: readonly string[]): string {
  return `There may be more in ${fewOf(repositories)}: this page can’t tell whether the list of tags goes on. It can through this site’s proxy, or where the registry lets it read the header Link.`;
}

/** What is to be known of an artifact that was copied: what came along, and what didn’t. */
export function copyNote({ outcome }: CopyState): string {
  if (!isCopied(outcome)) return '';
  const { listed, converted, referrers, missing } = outcome;
  const parts = [
    listed ? listedWords(listed) : '',
    converted ? 'what is attached to the original stayed there' : '',
    attachedWords(referrers, addedTo(outcome)),
    missing > 0 ? `without ${missing} that the source lists and doesn’t have` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** That more may be attached, at the source, than came along; empty if that is certain of none. */
export function shortAttached(states: readonly CopyState[]): string {
  const short = states.filter(({ outcome }) => isCopied(outcome) && outcome.end !== 'whole');
  if (short.length === 0) return '';
  const names = fewOf(short.map(({ item }) => item.source));
  return `There may be more attached than was copied, to ${names}: this page can’t tell whether the source’s list of it goes on. It can through this site’s proxy.`;
}

type Copied = Extract<CopyOutcome, { kind: 'copied' | 'unchanged' }>;

function isCopied(outcome: CopyOutcome | undefined): outcome is Copied {
  return outcome?.kind === 'copied' || outcome?.kind === 'unchanged';
}

/** All of it as plain text: a line for each artifact, what needs a look first. */
export function copyText(states: readonly CopyState[]): string {
  const rows = states.map((state) => {
    const { item, outcome } = state;
    const digest = outcome && 'digest' in outcome ? [outcome.digest] : [];
    const words = [copyReason(state), copyNote(state)].filter((one) => one !== '');
    const parts = [item.source, '->', item.destination, ...digest, ...words];
    return { outcome: stateOf(state), parts };
  });
  const short = shortAttached(states);
  const head = [copyLine(states), ...(short === '' ? [] : [short]), ''];
  return [...head, ...outcomeLines(rows, WORDS, GRAVEST_FIRST)].join('\n');
}
