import type { ListEnd } from '../core/content/target.ts';
import { shownName } from './signs.ts';
import { count } from './units.ts';

/** How far a list has come: it is on its way, or ended, of itself or not. */
export type ListPhase = 'coming' | 'stopped' | 'failed' | ListEnd;

/** The most names that stand in a sentence. */
export const FEW = 10;

/** A number of items, `12 versions`, as far as it is known of a list that has come so far. */
export function countSoFar(phase: ListPhase, items: string): string {
  if (phase === 'whole') return items;
  return phase === 'coming' ? `${items} so far` : `at least ${items}`;
}

/** How many rows there are of a repository's tags, in which those of one digest stand together. */
export function versionsAndTags(rows: number, tags: number): string {
  const versions = count(rows, 'version');
  return rows === tags ? versions : `${versions}, ${count(tags, 'tag')}`;
}

/** What there is to say of a list that has come so far; nothing of one that is whole. */
export function listNote(phase: ListPhase): string {
  switch (phase) {
    case 'unproven':
      return 'There may be more: this page can’t tell whether the list goes on. It can through this site’s proxy, or where the registry lets it read the header Link.';
    case 'cut':
      return 'There are more: the list is longer than this page reads.';
    case 'stopped':
      return 'Stopped before the end of the list.';
    default:
      return '';
  }
}

/** `a, b, c`; of many names the first ones. */
export function fewOf(names: readonly string[]): string {
  const first = names
    .slice(0, FEW)
    .map((name) => shownName(name))
    .join(', ');
  return names.length > FEW ? `${first} and ${count(names.length - FEW, 'more', 'more')}` : first;
}
