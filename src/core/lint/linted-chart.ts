import type { ChartFile } from '../chart/files.ts';
import type { Dependency } from '../chart/metadata.ts';
import type { LooseMetadata } from '../chart/metadata-validate.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import type { Finding, Place } from './finding.ts';
import type { Subcharts } from './subcharts.ts';

/** A rule: what it has to say about a chart. */
export type Rule = (chart: LintedChart) => Iterable<Finding> | Promise<Finding[]>;

/** A chart as the rules see it: parsed once, neither checked nor cleaned. */
export interface LintedChart {
  /** What is packed, by path. */
  files: ReadonlyMap<string, ChartFile>;
  /** Chart.yaml as it is written; undefined where it is empty. */
  document: YamlNode | undefined;
  /** What Chart.yaml alone says. */
  metadata: LooseMetadata;
  /** What it needs; of requirements.yaml where that says so. */
  declared: Declared;
  /** What is in charts/. */
  subcharts: Subcharts;
  /** The dependencies as Helm loads them; absent where Helm wouldn't load the chart. */
  loaded?: readonly Dependency[] | undefined;
}

/** Declared dependencies, and the file that declares them. */
export interface Declared {
  list: NonNullable<LooseMetadata['dependencies']>;
  path: string;
  document: YamlNode | undefined;
}

/** Where a value of Chart.yaml is; the file as a whole where there is none. */
export function placeOf(chart: LintedChart, ...steps: (string | number)[]): Place {
  return placeIn('Chart.yaml', chart.document, ...steps);
}

/** Where a declared dependency is, or one of its fields. */
export function placeOfDependency(
  { declared: { path, document } }: LintedChart,
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
