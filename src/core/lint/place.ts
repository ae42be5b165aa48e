import type { ChartTree } from '../chart/tree.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import type { Place } from './finding.ts';

/** The place of a value in Chart.yaml; the file as a whole if there is no such value. */
export function placeOf(chart: ChartTree, ...steps: (string | number)[]): Place {
  return placeIn('Chart.yaml', chart.document, ...steps);
}

/** The place of a declared dependency, or of one of its fields. */
export function placeOfDependency(
  { declared: { path, document } }: ChartTree,
  index: number,
  field?: string,
): Place {
  const at = field && entryAt(document, 'dependencies', index, field)?.value.at;
  return at ? { path, ...at } : placeIn(path, document, 'dependencies', index);
}

/** The place of a value in a YAML file; the file as a whole if there is no such value. */
export function placeIn(
  path: string,
  document: YamlNode | undefined,
  ...steps: (string | number)[]
): Place {
  return { path, ...entryAt(document, ...steps)?.value.at };
}
