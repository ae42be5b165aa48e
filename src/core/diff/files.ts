import { sameBytes, type ChartFile } from '../chart/files.ts';
import { byteOrder } from '../go/byte-order.ts';
import type { FileChange, FilePart } from './comparison.ts';
import { diffLines } from './lines.ts';
import { renamesOf } from './renames.ts';
import { linesOf } from './text.ts';

export type Files = ReadonlyMap<string, ChartFile>;

/** The files that differ, in the order of their paths. Renamed ones are found by what they hold. */
export function compareFiles(before: Files, after: Files): FileChange[] {
  const gone = [...before.values()].filter(({ path }) => !after.has(path));
  const fresh = [...after.values()].filter(({ path }) => !before.has(path));
  const renamed = renamesOf(gone, fresh);
  const sources = new Set(renamed.values());
  const changed = [...after.values()].flatMap((file): [ChartFile, ChartFile][] => {
    const earlier = before.get(file.path);
    return earlier && !sameBytes(earlier.bytes, file.bytes) ? [[earlier, file]] : [];
  });
  return [
    ...changed.map(([a, b]) => changeOf('changed', a, b)),
    ...[...renamed].map(([b, a]) => changeOf('renamed', a, b)),
    ...fresh.filter((b) => !renamed.has(b)).map((b) => changeOf('added', undefined, b)),
    ...gone.filter((a) => !sources.has(a)).map((a) => changeOf('removed', a, undefined)),
  ].sort((x, y) => byteOrder(pathOf(x), pathOf(y)));
}

/** The path that a change is listed by. */
function pathOf({ before = '', after = before }: FileChange): string {
  return after;
}

function changeOf(
  state: FileChange['state'],
  before: ChartFile | undefined,
  after: ChartFile | undefined,
): FileChange {
  const change: FileChange = {
    state,
    part: partOf((after ?? before)?.path ?? ''),
    before: before?.path,
    after: after?.path,
    sizes: { before: before?.bytes.length, after: after?.bytes.length },
  };
  const [a, b] = [linesOf(before), linesOf(after)];
  if (typeof a === 'string') return { ...change, noLines: a };
  if (typeof b === 'string') return { ...change, noLines: b };
  const { edits } = diffLines(a, b);
  if (state === 'changed' && edits.length === 0) return { ...change, noLines: 'encoding' };
  const lines = { removed: 0, added: 0 };
  for (const { from, to, start, end } of edits) {
    // The end of the last line is no line.
    lines.removed += to - from - Number(to > from && to === a.length && a.at(-1) === '');
    lines.added += end - start - Number(end > start && end === b.length && b.at(-1) === '');
  }
  return { ...change, lines };
}

function partOf(path: string): FilePart {
  if (/^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock))$/.test(path)) return 'chart';
  if (/^values\.(?:yaml|schema\.json)$/.test(path)) return 'values';
  if (path.startsWith('templates/')) return 'templates';
  return path.startsWith('crds/') ? 'crds' : 'other';
}
