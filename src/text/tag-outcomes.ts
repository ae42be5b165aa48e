/** What became of tags that were to be set. */
import type { TagOutcome, TagResult } from '../core/actions/set-tags.ts';
import { errorWords } from './errors.ts';
import { shownName } from './signs.ts';

/** What became of one tag. */
export function tagOutcome(outcome: TagOutcome): string {
  switch (outcome.kind) {
    case 'set':
      return outcome.before ? `moved here from ${nameOf(outcome.before)}` : 'set';
    case 'unchanged':
      return 'was set already';
    case 'differs':
      return `names ${nameOf(outcome.other)} and was left there`;
    case 'failed':
      return outcome.error.code === 'aborted'
        ? 'not set: cancelled'
        : `not set: ${errorWords(outcome.error).what}`;
  }
}

/** What a tag named, by its version where that is known, else by its digest. */
function nameOf({ version, digest }: { version?: string | undefined; digest: string }): string {
  return version === undefined ? digest.slice(0, 19) : shownName(version, 40);
}

/** `1.2 set; latest moved here from 1.2.2`. */
export function tagLine(results: readonly TagResult[]): string {
  return results.map(({ tag, outcome }) => `${shownName(tag)} ${tagOutcome(outcome)}`).join('; ');
}

/** `3 set, 1 not set`: what became of the tags of several versions. */
export function tagCounts(results: readonly TagResult[]): string {
  const set = results.filter(({ outcome: { kind } }) => kind === 'set' || kind === 'unchanged');
  const left = results.length - set.length;
  return [
    ...(set.length > 0 ? [`${set.length} set`] : []),
    ...(left > 0 ? [`${left} not set`] : []),
  ].join(', ');
}
