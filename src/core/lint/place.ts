import type { ChartTree } from '../chart/tree.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import type { Place } from './finding.ts';

/** Where a value of Chart.yaml is; the file as a whole where there is none. */
export function placeOf(chart: ChartTree, ...steps: (string | number)[]): Place {
  return placeIn('Chart.yaml', chart.document, ...steps);
}

/** Where a declared dependency is, or one of its fields. */
export function placeOfDependency(
  { declared: { path, document } }: ChartTree,
  index: number,
  field?: string,
): Place {
  const at = field && entryAt(document, 'dependencies', index, field)?.value.at;
  return at ? { path, ...at } : placeIn(path, document, 'dependencies', index);
}

/** Where a value of a YAML file is; the file as a whole where there is none. */
export function placeIn(
  path: string,
  document: YamlNode | undefined,
  ...steps: (string | number)[]
): Place {
  return { path, ...entryAt(document, ...steps)?.value.at };
}
