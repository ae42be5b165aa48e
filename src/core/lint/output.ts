import { originOf, type Mark } from '../go/template/marks.ts';
import { fromBytes } from '../go/utf8.ts';
import type { ChartFile } from '../chart/files.ts';
import { lineTable } from '../yaml/line-table.ts';
import type { Place } from './finding.ts';

/** What a template wrote. */
export interface Output {
  /** The template's path in its chart. */
  path: string;
  text: string;
  /** The place in the template of what is on a line of its output; both count from 1. */
  placeAt: (line: number) => Place;
}

export function outputOf({ path, bytes }: ChartFile, text: string, marks: readonly Mark[]): Output {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const positionOf = lineTable(fromBytes(bytes));
  const placeAt = (line: number): Place => {
    const start = starts[line - 1] ?? 0;
    const indent = /^[ \t]*/.exec(text.slice(start, starts[line]))?.[0].length ?? 0;
    return { path, line: positionOf(originOf(marks, start + indent)).line };
  };
  return { path, text, placeAt };
}
