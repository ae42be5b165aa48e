import type { ChartTree } from '../chart/tree.ts';
import { lineTable, type Position } from '../yaml/line-table.ts';
import { finding, type Finding } from './finding.ts';

const READ =
  /\.Files\.(?:Get|GetBytes|Lines)[\t\n\r ]+(?:"([^"\\\n]*(?:\\.[^"\\\n]*)*)"|`([^`]*)`)/g;
const COMMENT = /\{\{-?[\t\n\r ]*\/\*/g;
const decoder = new TextDecoder();

/**
 * Files that templates read by name but that the chart doesn't have: `.Files.Get` returns an empty
 * text for them, without an error. It happens with symbolic links, which browsers silently leave
 * out.
 */
export async function* filesGet(
  chart: ChartTree,
  root = '',
  above: readonly string[] = [],
): AsyncIterable<Finding> {
  const own = chart.others.map(({ path }) => path);
  // What a library chart defines sees the files of the chart that includes it.
  const files = new Set(chart.written.type === 'library' ? [...own, ...above] : own);
  for (const { path, bytes } of chart.templates) {
    for (const { file, position } of readsIn(decoder.decode(bytes)))
      if (!files.has(file))
        yield finding('template.file-absent', { path: root + path, ...position }, { file });
  }
  for (const { path, chart: subchart } of await chart.subcharts()) {
    if ('value' in subchart) yield* filesGet(subchart.value, `${root}${path}/`, [...above, ...own]);
  }
}

/** The files that a template reads by name, with the positions. */
function* readsIn(text: string): Iterable<{ file: string; position: Position }> {
  if (!text.includes('.Files.')) return;
  const positionOf = lineTable(text);
  for (const { 1: quoted, 2: raw, index } of withoutComments(text).matchAll(READ)) {
    const file = raw ?? (quoted as string).replace(/\\(.)/g, '$1');
    yield { file, position: positionOf(index) };
  }
}

/** A template with blanks for its comments. One without an end is none, and nor is any after it. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { index, 0: opening } of text.matchAll(COMMENT)) {
    if (index < at) continue;
    const end = text.indexOf('*/', index + opening.length);
    if (end < 0) break;
    parts.push(text.slice(at, index), ' '.repeat(end + 2 - index));
    at = end + 2;
  }
  return parts.join('') + text.slice(at);
}
