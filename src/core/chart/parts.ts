import type { ChartFile } from './files.ts';

/** The files that say what a chart is, by their names. */
export const NAMED = ['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json'] as const;

/** The files of a chart by what Helm takes them for. */
export interface ChartParts {
  named: ReadonlyMap<string, ChartFile>;
  templates: ChartFile[];
  /** All that has no meaning of its own: README, crds/, requirements.yaml, what templates read. */
  others: ChartFile[];
  /** What is in charts/: the files of each entry, which is an archive or a folder, by its name. */
  charts: ReadonlyMap<string, ChartFile[]>;
  /** What Helm passes over in charts/, folders with a slash at the end. */
  passedOver: string[];
}

/**
 * Parts the files below `root`, which is empty or ends with a slash, as Helm does (helm
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
    // A provenance file belongs to the chart it is found in, however deep.
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
