import type { Removed } from '../core/actions/remove.ts';
import { fewOf } from './lists.ts';

/** Why a registry lists a repository in which nothing is left. */
export function emptied(host: string): string {
  return `Nothing is left here. ${host} may go on listing the name: many registries keep it, also when they clean up, until whoever runs them removes it there. A push brings the repository back.`;
}

/** What a deletion removed, and what it left. */
export function deleted({ tags, kept }: Removed): string {
  const gone = `Deleted ${fewOf(tags)}`;
  if (!kept) return gone;
  const also = kept.length > 0 ? `, also as ${fewOf(kept)}` : '';
  return `${gone}. This registry deletes only tags: the chart itself stays there${also}`;
}
