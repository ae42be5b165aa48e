import type { ChartTree } from '../chart/tree.ts';
import { recordOf, type FaultRecord } from '../chart/part.ts';
import { commentOf, paramAt, paramsOf } from './comments.ts';
import { outlineOf, pathOf, type OutlineKey } from './outline.ts';
import { SchemaPlace } from './schema-place.ts';
import { allSources, sourcesOf, type ValuesSource } from './sources.ts';
import { tableOf, type TableRow } from './table.ts';
import { shownLines, textOf, type ValuesText } from './text.ts';
import { outlineOfText, writeTogether } from './together.ts';
import type { ValueKey } from './key.ts';

/** Which values are looked at: those of all charts together, or of the chart at a path. */
export type ValuesChoice = { together: true } | { chart: string };

/** Values as a page shows them. */
export interface ValuesView {
  /** The chart and its subcharts: whose values can be looked at. */
  charts: { path: string; name: string; hasValues: boolean }[];
  /** One text, since a page receives that faster than lines. */
  text: string;
  lines: Omit<ValuesText, 'lines'> & { lines: number };
  keys: ValueKey[];
  table: TableRow[];
  hasSchema: boolean;
  /** Why the text has no keys, or why there is none. */
  trouble?: ValuesTrouble;
  /** The subcharts that are left out, since a condition or tag disables them. */
  disabled: string[];
}

export type ValuesTrouble =
  | { state: 'missing' }
  | { state: 'fault'; path: string; fault: FaultRecord }
  | { state: 'unreadable' }
  | { state: 'no-table'; subchart: string };

/** Reads the values that are chosen, with what comments and schemas say of them. */
export async function readValuesView(tree: ChartTree, choice: ValuesChoice): Promise<ValuesView> {
  const root = await sourcesOf(tree);
  const all = [...allSources(root)];
  const charts = all.map(({ path, name, tree }) => ({
    path,
    name,
    hasValues: tree.files.has('values.yaml'),
  }));
  if ('together' in choice) return { charts, ...(await viewTogether(root)) };
  return { charts, ...viewOf(all.find(({ path }) => path === choice.chart) ?? root) };
}

type OneView = Omit<ValuesView, 'charts'>;

function viewOf(source: ValuesSource): OneView {
  const text = textOf(source.tree);
  const values = source.tree.values();
  const document = values && 'value' in values ? values.value.document : undefined;
  const view = described(text, outlineOf(document, text.lines), source);
  if (!values) return { ...view, trouble: { state: 'missing' } };
  if (!('fault' in values)) return view;
  const { path, error } = values.fault;
  return { ...view, trouble: { state: 'fault', path, fault: recordOf(error) } };
}

async function viewTogether(source: ValuesSource): Promise<OneView> {
  const together = await writeTogether(source);
  if (together.state !== 'done')
    return { ...described(shownLines(''), [], source), trouble: together };
  const { text, origins, disabled } = together;
  const view = described(shownLines(text), outlineOfText(text), source);
  const taken = new Set<number>();
  for (const key of view.keys) {
    const origin = origins.get(key.line);
    if (!origin || taken.has(key.line)) continue;
    taken.add(key.line);
    key.origin = origin;
  }
  return { ...view, disabled };
}

function described(
  text: ValuesText,
  outline: readonly OutlineKey[],
  source: ValuesSource,
): OneView {
  const { lines, allLines, shortened } = text;
  const params = paramsOf(lines);
  const places: SchemaPlace[] = [];
  const top = SchemaPlace.of(source);
  const keys = outline.map((outlined, i): ValueKey => {
    const around = places[outlined.parent] ?? top;
    const place = around.below(outlined.step);
    places.push(place);
    const key: ValueKey = { ...outlined };
    const above = commentOf(lines.slice(key.begin - 1, key.line - 1));
    const about = { ...above, ...(params.size > 0 ? paramAt(params, pathOf(outline, i)) : {}) };
    if (Object.keys(about).length > 0) key.about = about;
    const note = place.note(around.requires(key.step));
    if (note) key.note = note;
    return key;
  });
  return {
    text: lines.join('\n'),
    lines: { lines: lines.length, allLines, shortened },
    keys,
    table: tableOf(keys, top),
    hasSchema: source.schema !== undefined,
    disabled: [],
  };
}
