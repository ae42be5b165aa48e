/** `npm run render`: what `helm template` prints for a chart, or Helm's error. */
import { sliceExtract } from '../archive/extract.ts';
import { readChartArchive } from '../chart/archive.ts';
import type { ChartFile, SourceFile } from '../chart/files.ts';
import { readFiles } from '../chart/read-files.ts';
import { filterIgnored } from '../chart/ignore-filter.ts';
import { parseIgnore } from '../chart/ignore.ts';
import { ChartTree } from '../chart/tree.ts';
import { renderOptions, type TemplateFlags } from './flags.ts';
import { printOnly, printRendered } from './print.ts';
import { render } from './render.ts';

export { isOfRelease } from './render.ts';

/** A chart's folder, or an archive of one. */
export type Chart = { files: readonly SourceFile[] } | { archive: Blob };

export interface CommandOptions extends TemplateFlags {
  showOnly?: readonly string[];
}

/** What is printed, and what schemas refer to that isn't fetched. */
export interface Printed {
  text: string;
  unread: readonly string[];
}

/** Throws a `RenderError` in Helm's words. */
export async function template(chart: Chart, options: CommandOptions): Promise<Printed> {
  const { helm = 4, showOnly = [] } = options;
  const rendered = await render(new ChartTree(await filesOf(chart)), await renderOptions(options));
  const text = showOnly.length > 0 ? printOnly(rendered, showOnly, helm) : printRendered(rendered);
  return { text, unread: rendered.unread };
}

async function filesOf(chart: Chart): Promise<ChartFile[]> {
  if ('archive' in chart) return (await readChartArchive(chart.archive, sliceExtract)).files;
  const ignore = chart.files.find(({ path }) => path === '.helmignore');
  const text = ignore ? await ignore.blob.text() : '';
  return readFiles(filterIgnored(chart.files, parseIgnore(text)).kept);
}
