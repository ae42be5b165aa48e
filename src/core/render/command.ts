/** `npm run render`: what `helm template` prints for a chart, or Helm's error. */
import { sliceExtract } from '../archive/extract.ts';
import { readChartArchive } from '../chart/archive.ts';
import type { ChartFile, SourceFile } from '../chart/files.ts';
import { readFiles } from '../chart/read-files.ts';
import { filterIgnored } from '../chart/ignore-filter.ts';
import { parseIgnore } from '../chart/ignore.ts';
import { ChartTree } from '../chart/tree.ts';
import { mergeValues, readMergedValues, readValues } from '../chart/values.ts';
import { newTable, type Table } from '../go/table.ts';
import type { HelmMajor } from './loaded.ts';
import { printOnly, printRendered } from './print.ts';
import { render, type RenderOptions } from './render.ts';
import { setValue } from './set-values.ts';
import { deepCopy } from './tables.ts';

/** How long the templates of a chart may take, in milliseconds, and how much they may make. */
const MAX_TIME = 10_000;
const MAX_SIZE = 200_000_000;

/** A chart's folder, or an archive of one. */
export type Chart = { files: readonly SourceFile[] } | { archive: Blob };

export interface CommandOptions {
  helm?: HelmMajor;
  name?: string;
  namespace?: string;
  kubeVersion?: string | undefined;
  apiVersions?: readonly string[];
  includeCrds?: boolean;
  showOnly?: readonly string[];
  /** Files of values, the last of which has priority. */
  values?: readonly ChartFile[];
  /** `--set`. */
  set?: readonly string[];
}

/** Throws a `RenderError` in Helm's words. */
export async function template(chart: Chart, options: CommandOptions): Promise<string> {
  const { helm = 4, showOnly = [] } = options;
  const rendered = await render(new ChartTree(await filesOf(chart)), renderOptions(options));
  return showOnly.length > 0 ? printOnly(rendered, showOnly, helm) : printRendered(rendered);
}

function renderOptions(options: CommandOptions): RenderOptions {
  const { helm = 4, name = 'release-name', namespace = 'default', apiVersions = [] } = options;
  return {
    ...{ helm, apiVersions, kubeVersion: options.kubeVersion },
    release: { name, namespace },
    values: valuesOf(options, helm),
    includeCrds: options.includeCrds ?? false,
    budget: { size: MAX_SIZE, deadline: performance.now() + MAX_TIME },
  };
}

async function filesOf(chart: Chart): Promise<ChartFile[]> {
  if ('archive' in chart) return (await readChartArchive(chart.archive, sliceExtract)).files;
  const ignore = chart.files.find(({ path }) => path === '.helmignore');
  const text = ignore ? await ignore.blob.text() : '';
  return readFiles(filterIgnored(chart.files, parseIgnore(text)).kept);
}

/** helm `pkg/cli/values/options.go`, MergeValues. */
function valuesOf({ values = [], set = [] }: CommandOptions, helm: HelmMajor): Table {
  const read = (file: ChartFile) => (helm === 3 ? readValues(file).value : readMergedValues(file));
  const table = deepCopy(
    values.reduce<Record<string, unknown>>((all, file) => mergeValues(all, read(file)), newTable()),
  );
  for (const each of set) setValue(table, each);
  return table;
}
