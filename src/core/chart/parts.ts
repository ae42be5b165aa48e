import type { ChartFile } from './files.ts';

/** The files whose names have a meaning in a chart. */
export const NAMED = ['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json'] as const;

/** The files of a chart by the role that Helm gives them. */
export interface ChartParts {
  named: ReadonlyMap<string, ChartFile>;
  templates: ChartFile[];
  /**
   * All files without a role of their own: README, crds/, requirements.yaml, files that templates
   * read.
   */
  others: ChartFile[];
  /** The files of each entry of charts/, an archive or a folder, by the entry's name. */
  charts: ReadonlyMap<string, ChartFile[]>;
  /** What Helm skips in charts/; folders end with a slash. */
  passedOver: string[];
}

/**
 * Groups the files below `root`, which is empty or ends with a slash, as Helm does (helm
 * `pkg/chart/v2/loader/load.go`, LoadFiles), each part in the order in which the files come.
 */
export function partsOf(files: Iterable<ChartFile>, root = ''): ChartParts {
  const named = new Map<string, ChartFile>();
  const templates: ChartFile[] = [];
  const others: ChartFile[] = [];
  const charts = new Map<string, ChartFile[]>();
  const passedOver = new Set<string>();
  for (const file of files) {
    const path = file.path.slice(root.length);
    const [top, entry = '', ...rest] = path.split('/');
    if (NAMED.some((name) => name === path)) named.set(path, file);
    else if (top === 'templates' && entry !== '') templates.push(file);
    // A provenance file belongs to the chart that contains it, at any depth.
    else if (top !== 'charts' || entry === '' || path.endsWith('.prov')) others.push(file);
    else if (/^[_.]/.test(entry)) passedOver.add(`charts/${entry}${rest.length > 0 ? '/' : ''}`);
    else append(charts, entry, file);
  }
  return { named, templates, others, charts, passedOver: [...passedOver] };
}

function append(charts: Map<string, ChartFile[]>, entry: string, file: ChartFile): void {
  const members = charts.get(entry);
  if (members) members.push(file);
  else charts.set(entry, [file]);
}
