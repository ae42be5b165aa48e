import type { Removed } from '../core/actions/remove.ts';
import { fewOf } from './lists.ts';

/** What a deletion removed, and what it left. */
export function deleted({ tags, kept }: Removed): string {
  const gone = `Deleted ${fewOf(tags)}`;
  if (!kept) return gone;
  const also = kept.length > 0 ? `, also as ${fewOf(kept)}` : '';
  return `${gone}. This registry deletes only tags: the chart itself stays there${also}`;
}
