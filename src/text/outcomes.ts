/** What came of many things, each of which ended in one way of several. */
import type { ChartroomError } from '../core/errors.ts';
import { cosignSubject } from '../core/oci/referrer.ts';
import { count } from './units.ts';

/** `3 pushed, 1 failed`: how many of each there are, in the order of `words`. */
export function countsOf<O extends string>(
  outcomes: readonly O[],
  words: Record<O, string>,
): string {
  return (Object.keys(words) as O[])
    .map((outcome) => ({ outcome, n: outcomes.filter((one) => one === outcome).length }))
    .filter(({ n }) => n > 0)
    .map(({ outcome, n }) => `${n} ${words[outcome]}`)
    .join(', ');
}

/** A line for each of `rows` in plain text, those first whose outcome comes first in `order`. */
export function outcomeLines<O extends string>(
  rows: readonly { outcome: O; parts: readonly string[] }[],
  words: Record<O, string>,
  order: readonly O[],
): string[] {
  const width = Math.max(...rows.map(({ outcome }) => words[outcome].length));
  return rows
    .toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
    .map(({ outcome, parts }) => `${words[outcome].padEnd(width)}  ${parts.join('  ')}`);
}

/** `with 3 attachments, 1 of them added`, of something that was there already; empty without any. */
export function attachedWords(attached: number, added: number): string {
  if (attached === 0) return '';
  if (added === attached) return `${count(added, 'attachment')} added`;
  return `with ${count(attached, 'attachment')}${added > 0 ? `, ${added} of them added` : ''}`;
}

/** Why something was left as it is, where a tag names other content; `otherwise` if it is its own tag. */
export function differsWords({ data }: ChartroomError<'tag.differs'>, otherwise: string): string {
  const { reference, added = 0 } = data;
  if (cosignSubject(reference) === undefined) return otherwise;
  const before = added > 0 ? ` ${count(added, 'other attachment')} came along.` : '';
  return `What cosign attached there, under the tag ${reference}, isn’t all in what would replace it.${before}`;
}
