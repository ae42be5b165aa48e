import { sameBytes, type ChartFile } from '../chart/files.ts';
import { linesOf } from './text.ts';

/** Which share of the lines of a renamed file is the same, at least. */
const ALIKE = 0.6;
/** How many files are compared by their lines, on each side. */
const MOST_COMPARED = 150;
/** Shorter files are alike by chance. */
const FEWEST_LINES = 4;

/** Of files that are new, which file of before each was: by the same content, or by a similar one. */
export function renamesOf(
  gone: readonly ChartFile[],
  fresh: readonly ChartFile[],
): Map<ChartFile, ChartFile> {
  const renamed = unchanged(gone, fresh);
  const taken = new Set(renamed.values());
  const left = gone.filter((file) => !taken.has(file));
  for (const [now, then] of similar(
    left,
    fresh.filter((file) => !renamed.has(file)),
  )) {
    renamed.set(now, then);
  }
  return renamed;
}

/** Files that have moved as they were; of several a file with the same name. */
function unchanged(
  gone: readonly ChartFile[],
  fresh: readonly ChartFile[],
): Map<ChartFile, ChartFile> {
  const found = new Map<ChartFile, ChartFile>();
  const byContent = new Map<string, Set<ChartFile>>();
  if (fresh.length === 0) return found;
  for (const file of gone) {
    if (file.bytes.length === 0) continue;
    const key = contentKey(file.bytes);
    byContent.set(key, (byContent.get(key) ?? new Set()).add(file));
  }
  for (const file of fresh) {
    const candidates = byContent.get(contentKey(file.bytes));
    const [first] = candidates ?? [];
    if (!candidates || !first || !sameBytes(first.bytes, file.bytes)) continue;
    const namesake = [...candidates].find((one) => nameOf(one) === nameOf(file)) ?? first;
    if (!sameBytes(namesake.bytes, file.bytes)) continue;
    candidates.delete(namesake);
    found.set(file, namesake);
  }
  return found;
}

/** Files most of whose lines are those of another one; the most similar first. */
function similar(
  gone: readonly ChartFile[],
  fresh: readonly ChartFile[],
): [ChartFile, ChartFile][] {
  const then = gone.slice(0, MOST_COMPARED).flatMap(countedLines);
  const now = fresh.slice(0, MOST_COMPARED).flatMap(countedLines);
  const pairs = now.flatMap((b) =>
    then.flatMap((a) => {
      const alike = likeness(a, b);
      return alike >= ALIKE
        ? [{ a, b, alike: alike + Number(nameOf(a.file) === nameOf(b.file)) }]
        : [];
    }),
  );
  const taken = new Set<CountedLines>();
  return pairs
    .sort((x, y) => y.alike - x.alike)
    .flatMap(({ a, b }): [ChartFile, ChartFile][] => {
      if (taken.has(a) || taken.has(b)) return [];
      taken.add(a).add(b);
      return [[b.file, a.file]];
    });
}

interface CountedLines {
  file: ChartFile;
  /** How often each line is there, but for empty ones. */
  counts: Map<string, number>;
  lines: number;
}

function countedLines(file: ChartFile): CountedLines[] {
  const lines = linesOf(file);
  if (typeof lines === 'string') return [];
  const counts = new Map<string, number>();
  let number = 0;
  for (const line of lines) {
    const text = line.trim();
    if (text === '') continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    number++;
  }
  return number < FEWEST_LINES ? [] : [{ file, counts, lines: number }];
}

/** The share of lines that two files have in common. */
function likeness(a: CountedLines, b: CountedLines): number {
  const most = Math.max(a.lines, b.lines);
  if (Math.min(a.lines, b.lines) < ALIKE * most) return 0;
  let common = 0;
  for (const [line, count] of a.counts) common += Math.min(count, b.counts.get(line) ?? 0);
  return common / most;
}

/** The length and a checksum (FNV-1a), so that content is looked up instead of compared. */
function contentKey(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${bytes.length} ${hash}`;
}

function nameOf({ path }: ChartFile): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
