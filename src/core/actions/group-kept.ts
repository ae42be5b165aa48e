import type { LibraryEntry } from '../library/entry.ts';
import { parseReference } from '../oci/reference.ts';
import { SortedTags } from './sort-tags.ts';

/** What is kept of one repository. */
export interface KeptRepository {
  /** `host/repository`; of a name that is no reference, the name itself. */
  place: string;
  /** The newest version; the first tag by name where none is a version. */
  newest: LibraryEntry;
  /** All others, newest first. */
  others: readonly LibraryEntry[];
}

/** The kept artifacts by repository, in the order of their places. */
export function groupKept(entries: readonly LibraryEntry[]): KeptRepository[] {
  const byPlace = new Map<string, Map<string, LibraryEntry>>();
  for (const entry of entries) {
    const { place, tag } = placeOf(entry.name);
    const kept = byPlace.get(place) ?? new Map<string, LibraryEntry>();
    byPlace.set(place, kept.set(tag, entry));
  }
  return [...byPlace].flatMap(([place, kept]) => {
    const [newest, ...others] = newestFirst(kept);
    return newest ? [{ place, newest, others }] : [];
  });
}

function newestFirst(kept: ReadonlyMap<string, LibraryEntry>): LibraryEntry[] {
  const sorted = new SortedTags();
  sorted.add([...kept.keys()]);
  const ordered = sorted.list().flatMap(({ tag }) => kept.get(tag) ?? []);
  // Tags for signatures aren't sorted as versions, but whoever kept one finds it.
  return [...ordered, ...[...kept.values()].filter((entry) => !ordered.includes(entry))];
}

/** A name in the library may be any text. */
function placeOf(name: string): { place: string; tag: string } {
  try {
    const { registry, repository, tag, digest } = parseReference(name);
    return { place: `${registry}/${repository}`, tag: tag ?? digest ?? '' };
  } catch {
    return { place: name, tag: '' };
  }
}
