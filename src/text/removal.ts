import type { AttachmentKind } from '../core/attached/kind.ts';
import type { ListEnd } from '../core/content/target.ts';
import type { Removed } from '../core/actions/remove.ts';
import { attachedSummary } from './attached.ts';
import { fewOf } from './lists.ts';

/** Why a registry lists a repository in which nothing is left. */
export function emptied(host: string): string {
  return `Nothing is left here. ${host} may go on listing the name: many registries keep it, also when they clean up, until whoever runs them removes it there. A push brings the repository back.`;
}

/** The kinds of what is attached to an artifact; unless `end` is `whole`, there may be more. */
export interface AttachedKinds {
  kinds: readonly AttachmentKind[];
  end: ListEnd;
}

/**
 * What is attached to a chart stays when the chart is deleted: registries keep it, some until they
 * clean up. Nothing where nothing is attached.
 */
export function attachedStays(attached: AttachedKinds | 'unknown'): string {
  if (attached === 'unknown') return 'Whether anything is attached to it couldn’t be found out.';
  const { kinds, end } = attached;
  const more = end === 'whole' ? '' : ' There may be more than this page could list.';
  if (kinds.length === 0) return more && `Nothing attached to it is listed.${more}`;
  return `Attached to it, and not deleted with it: ${attachedSummary(kinds)}. ${kinds.length === 1 ? 'It' : 'They'} may stay in the registry, attached to nothing.${more}`;
}

/** What a deletion removed, and what it left. */
export function deleted({ tags, kept }: Removed): string {
  const gone = `Deleted ${fewOf(tags)}`;
  if (!kept) return gone;
  const also = kept.length > 0 ? `, also as ${fewOf(kept)}` : '';
  return `${gone}. This registry deletes only tags: the chart itself stays there${also}`;
}
