import type { ChartFile } from '../chart/files.ts';
import { readDocuments } from '../chart/read-yaml.ts';
import type { ChartTree } from '../chart/tree.ts';
import { isChartroomError } from '../errors.ts';
import { has, isTable, newTable } from '../go/table.ts';
import type { TemplateFlags } from '../render/flags.ts';
import { setValue } from '../render/set-values.ts';
import { entryAt } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse.ts';
import type { ErrorPlace } from './rendering.ts';

/** A line of what a schema says: the chart that it is of, or the place of a value in it. */
const LINE = /^(?:([^\s:'"]+):|( *- at )('(?:[^'\\]|\\.)*'): .*)$/gm;
const UNREADABLE = /^failed to parse (.+?): .*\b(line (\d+)):/;

/**
 * The places in an error's words that are values: where they stand in the files that a person gives,
 * or else in the chart's defaults. A value that `--set` sets has none.
 */
export function valuePlaces(tree: ChartTree, words: string, flags: TemplateFlags): ErrorPlace[] {
  const { values = [] } = flags;
  const [, path, line = '', number] = UNREADABLE.exec(words) ?? [];
  if (path !== undefined) {
    const start = words.indexOf(line, 'failed to parse '.length + path.length);
    return [{ start, end: start + line.length, file: path, line: Number(number) }];
  }
  if (!words.startsWith("values don't meet the specifications of the schema(s)")) return [];
  const places: ErrorPlace[] = [];
  const defaults = tree.files.get('values.yaml');
  const files = [...(defaults ? [defaults] : []), ...values].reverse();
  let above: string[] = [];
  for (const { 1: chart, 2: before = '', 3: pointer = '', index } of words.matchAll(LINE)) {
    if (chart !== undefined) above = chart === tree.written.name ? [] : [chart];
    const steps = [...above, ...stepsOf(pointer)];
    if (pointer === '' || steps.length === 0 || isSet(steps, flags)) continue;
    const found = placeIn(files, steps);
    const start = index + before.length;
    if (found) places.push({ start, end: start + pointer.length, ...found });
  }
  return places;
}

/** The keys in a pointer in single quotes, as Helm's library writes it. */
function stepsOf(quoted: string): string[] {
  const pointer = quoted.slice(1, -1).replace(/\\(.)/g, '$1');
  const [, ...steps] = pointer.split('/');
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isSet(steps: readonly string[], { set = [] }: TemplateFlags): boolean {
  const table = newTable();
  for (const each of set) setValue(table, each);
  let at: unknown = table;
  for (const step of steps) {
    if (Array.isArray(at)) return true;
    if (!isTable(at) || !has(at, step)) return false;
    at = at[step];
  }
  return true;
}

function placeIn(
  files: readonly ChartFile[],
  steps: readonly string[],
): { file: string; line: number } | undefined {
  for (const file of files) {
    for (const { bytes, line } of readDocuments(file).reverse()) {
      const entry = entryAt(documentIn(bytes), ...steps);
      if (entry) return { file: file.path, line: line - 1 + entry.at.line };
    }
  }
  return undefined;
}

function documentIn(bytes: Uint8Array) {
  try {
    return parseYamlFile(bytes, '');
  } catch (error) {
    if (!isChartroomError(error, 'chart.yaml-invalid')) throw error;
    return undefined;
  }
}
