/** What became of tags that were to be removed, in words. */
import type { UntagOutcome } from '../core/actions/untag.ts';
import { errorWords } from './errors.ts';

export function untagOutcome(outcome: UntagOutcome): string {
  switch (outcome.kind) {
    case 'removed':
      return 'removed';
    case 'absent':
      return 'was gone already';
    case 'kept':
      return 'is still there, though the registry said that it was removed';
    case 'failed':
      return `not removed: ${errorWords(outcome.error).what}`;
  }
}

/** `2 removed, 1 not removed`. */
export function untagLine(outcomes: Iterable<UntagOutcome>): string {
  const all = [...outcomes];
  const gone = all.filter(({ kind }) => kind === 'removed' || kind === 'absent').length;
  const left = all.length - gone;
  return [
    ...(gone > 0 ? [`${gone} removed`] : []),
    ...(left > 0 ? [`${left} not removed`] : []),
  ].join(', ');
}
