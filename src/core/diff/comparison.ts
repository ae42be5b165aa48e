/** What a comparison of two charts says: plain data, which can be posted between threads. */
import type { ValueKind } from '../values/outline.ts';
import type { NoLines } from './text.ts';

/** Which way something went; `renamed` is a file only. */
export type Change = 'added' | 'removed' | 'changed';

/** Whether a version went up or down, where that can be told. */
export type Course = 'up' | 'down';

/** A field of Chart.yaml; of annotations and maintainers each one, of other lists each entry. */
export interface FieldChange {
  field: string;
  state: Change;
  before?: string;
  after?: string;
  /** The version of the chart, or of its app. */
  course?: Course | undefined;
}

/** A key of values.yaml. A map or list that is there on one side only is one change. */
export interface ValueChange {
  /** As `--set` writes it. */
  path: string;
  /** `comment`: the value is the same, and what the file says of it isn't. */
  state: Change | 'comment';
  /** The value on each side as JSON, where it is short; for `comment` the comments' text. */
  before?: string | undefined;
  after?: string | undefined;
  /** What it is on each side; lists and maps have a size. */
  kinds: { before?: SizedKind | undefined; after?: SizedKind | undefined };
  /** The lines where the key is, counted from 1. */
  lines: { before?: number | undefined; after?: number | undefined };
}

export interface SizedKind {
  kind: ValueKind;
  size?: number;
}

export interface ValueChanges {
  changes: ValueChange[];
  /** There are more changes than are listed, or the values are too many to be compared to the end. */
  isCut: boolean;
  /** The sides whose values.yaml is no YAML that Helm takes: their keys aren't compared. */
  unreadable: Side[];
}

export type Side = 'before' | 'after';

/** The parts of a chart that files belong to. */
export type FilePart = 'chart' | 'values' | 'templates' | 'crds' | 'other';

/** A file that isn't the same on both sides. */
export interface FileChange {
  state: Change | 'renamed';
  part: FilePart;
  /** Its path on each side, below the root of its chart. */
  before?: string | undefined;
  after?: string | undefined;
  /** Bytes. */
  sizes: { before?: number | undefined; after?: number | undefined };
  /** How many lines were removed and added. */
  lines?: { removed: number; added: number } | undefined;
  /** Why there are no lines. */
  noLines?: NoLines | undefined;
}

/** A dependency as one side has it. */
export interface DependencyFacts {
  /** The range in Chart.yaml; empty where there is none. */
  range: string;
  repository: string;
  /** The exact version: of the chart in charts/, otherwise of the lock. */
  version?: string | undefined;
  condition?: string | undefined;
}

export interface DependencyChange {
  /** Its alias, where it has one. */
  name: string;
  state: Change | 'same';
  course?: Course | undefined;
  before?: DependencyFacts | undefined;
  after?: DependencyFacts | undefined;
}

/** An image that a chart names without being rendered. */
export interface ImageChange {
  /** Where it says so: a key of the values, or a name in the annotation. */
  place: string;
  from: 'values' | 'annotation';
  state: Change | 'same';
  course?: Course | undefined;
  before?: string | undefined;
  after?: string | undefined;
}

export interface ChartName {
  name: string;
  version: string;
}

/** A chart in charts/, which is compared as a chart whether it is a folder or an archive. */
export interface SubchartChange {
  state: Change;
  course?: Course | undefined;
  before?: (ChartName & { path: string }) | undefined;
  after?: (ChartName & { path: string }) | undefined;
  /** Where it is on both sides; absent where charts lie too deep in charts, or are too many. */
  comparison?: Comparison | undefined;
}

/** How one chart differs from another, without the charts in charts/. */
export interface OwnComparison {
  before: ChartName;
  after: ChartName;
  /** They hold the same files with the same bytes. */
  same: boolean;
  fields: FieldChange[];
  values: ValueChanges;
  files: FileChange[];
  dependencies: DependencyChange[];
  images: ImageChange[];
}

/** How one chart differs from another. `same` holds for the charts in charts/ too. */
export interface Comparison extends OwnComparison {
  subcharts: SubchartChange[];
}

/** A comparison of two charts themselves, and of the charts in them. */
export function withSubcharts(own: OwnComparison, subcharts: SubchartChange[]): Comparison {
  return { ...own, same: own.same && subcharts.length === 0, subcharts };
}
