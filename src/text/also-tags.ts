/** The further tags of a push, within the line that tells its end. */
import type { TagResult } from '../core/actions/set-tags.ts';
import { fewOf } from './lists.ts';

/** `, also as 1.2, latest`, and which of them aren't set; nothing if there are none. */
export function alsoAs(further: readonly TagResult[]): string {
  const set = further.filter(({ outcome }) => outcome.kind !== 'failed').map(({ tag }) => tag);
  const failed = notSet(further);
  return `${set.length > 0 ? `, also as ${fewOf(set)}` : ''}${failed ? `. ${failed}` : ''}`;
}

/** `Not set: latest`; nothing if all are. */
export function notSet(further: readonly TagResult[]): string {
  const failed = further.filter(({ outcome }) => outcome.kind === 'failed').map(({ tag }) => tag);
  return failed.length > 0 ? `Not set: ${fewOf(failed)}` : '';
}
