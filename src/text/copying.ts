/** What comes of copying artifacts, to be read and copied. */
import type { CopyOutcome, CopySide } from '../core/actions/copy-to.ts';
import type { CopyItem } from '../core/actions/copy-plan.ts';
import { errorWords } from './errors.ts';
import { listedWords } from './listed.ts';
import { fewOf } from './lists.ts';
import { countsOf, outcomeLines } from './outcomes.ts';

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

const SIDES: Record<CopySide, (item: CopyItem) => string> = {
  source: ({ source }) => `At the source, ${source}`,
  destination: ({ destination }) => `At the destination, ${destination}`,
  browser: () => 'In this browser',
};

function stateOf({ outcome, running }: CopyState): State {
  return outcome?.kind ?? (running ? 'running' : 'open');
}

/** How one artifact stands. */
export function copyState(state: CopyState): string {
  return WORDS[stateOf(state)];
}

/** `12 copied, 3 there already, 1 failed`. */
export function copyLine(states: readonly CopyState[]): string {
  return countsOf(states.map(stateOf), WORDS);
}

/** On whose side a copy failed, and of which artifact. */
export function copySide({ item, outcome }: CopyState): string {
  return outcome?.kind === 'failed' ? SIDES[outcome.side](item) : item.destination;
}

/** Why an artifact wasn't copied. */
export function copyReason(state: CopyState): string {
  const { outcome } = state;
  if (outcome?.kind === 'differs') return 'The tag there names other content.';
  if (outcome?.kind !== 'failed') return '';
  return `${copySide(state)}: ${errorWords(outcome.error).what}`;
}

/** That these repositories may have more than is copied. */
export function shortLists(repositories: readonly string[]): string {
  return `There may be more in ${fewOf(repositories)}: this page can’t tell whether the list of tags goes on. It can through this site’s proxy, or where the registry lets it read the header Link.`;
}

/** What is known of an archive that came from a chart repository. */
export function copyNote({ outcome }: CopyState): string {
  return outcome && 'listed' in outcome && outcome.listed ? listedWords(outcome.listed) : '';
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
  return [copyLine(states), '', ...outcomeLines(rows, WORDS, GRAVEST_FIRST)].join('\n');
}
