import type { ChartFile } from '../chart/files.ts';
import type { ChartTree } from '../chart/tree.ts';
import { presentCharts } from '../dependencies/present.ts';
import { lineTable } from '../yaml/line-table.ts';
import { finding, type Finding } from './finding.ts';
import { innerCharts, type Inner } from './subcharts.ts';
import { usesOf, type Named, type TemplateUses } from './template-uses.ts';

/** A template, and what it names. */
interface Used {
  /** Below the root of the outermost chart. */
  path: string;
  text: string;
  uses: TemplateUses;
}

/** A chart with its templates, and the files that these can read. */
interface Reader {
  templates: Used[];
  files: ReadonlySet<string>;
}

/**
 * What templates name and the chart doesn't have: files that they read, for which `.Files.Get`
 * returns an empty text without an error, and templates that they include, for which Helm stops. It
 * happens with symbolic links, which browsers silently leave out of a chosen folder.
 */
export async function* absent(chart: ChartTree): AsyncIterable<Finding> {
  const inner = await innerCharts(chart);
  const readers = await readersOf(chart);
  yield* absentFiles(readers);
  if (await mayLackTemplates(chart, inner)) return;
  yield* undefinedNames(
    readers.flatMap(({ templates }) => templates),
    [chart, ...inner.map((each) => each.chart)],
  );
}

/** The chart and the charts in it. What a library chart defines sees the files of those above it. */
async function readersOf(
  chart: ChartTree,
  root = '',
  above: readonly string[] = [],
): Promise<Reader[]> {
  const own = chart.others.map(({ path }) => path);
  const files = new Set(chart.written.type === 'library' ? [...own, ...above] : own);
  const templates = chart.templates.map((file) => usedIn(file, root));
  const readers: Reader[] = [{ templates, files }];
  for (const { path, chart: subchart } of await chart.subcharts()) {
    if ('value' in subchart)
      readers.push(...(await readersOf(subchart.value, `${root}${path}/`, [...above, ...own])));
  }
  return readers;
}

function usedIn({ path, bytes }: ChartFile, root: string): Used {
  const text = new TextDecoder().decode(bytes);
  return { path: root + path, text, uses: usesOf(text) };
}

/** A file that some template looks for first may be absent. */
function* absentFiles(readers: readonly Reader[]): Iterable<Finding> {
  for (const { templates, files } of readers) {
    const probed = new Set(templates.flatMap(({ uses }) => uses.probes));
    for (const { path, text, uses } of templates) {
      const gone = uses.reads.filter(({ name }) => !files.has(name) && !probed.has(name));
      for (const { place, name } of placed(path, text, gone))
        yield finding('template.file-absent', place, { file: name });
    }
  }
}

/**
 * Whether templates may be lacking for another reason: a dependency isn't there yet, a chart in
 * charts/ or a template can't be read, or a library chart counts on the charts that use it.
 */
async function mayLackTemplates(chart: ChartTree, inner: readonly Inner[]): Promise<boolean> {
  if (chart.written.type === 'library') return true;
  for (const each of [chart, ...inner.map((one) => one.chart)]) {
    const { charts, faults } = await presentCharts(each);
    const isThere = (name = '') => charts.some((present) => present.name === name);
    if (faults.length > 0) return true;
    if (each.declared.list.some((dependency) => !isThere(dependency?.name))) return true;
  }
  return false;
}

/** Templates that are included and that nothing defines; each once a file. */
function* undefinedNames(
  templates: readonly Used[],
  charts: readonly ChartTree[],
): Iterable<Finding> {
  if (templates.some(({ uses }) => uses.isBroken)) return;
  const defined = new Set(templates.flatMap(({ uses }) => uses.defines));
  for (const { path, text, uses } of templates) {
    const gone = uses.includes.filter(
      ({ name }, i) =>
        !defined.has(name) &&
        uses.includes.findIndex((each) => each.name === name) === i &&
        !isOfFile(name, templates) &&
        !mayComeFromText(name, charts),
    );
    for (const { place, name } of placed(path, text, gone))
      yield finding('template.name-undefined', place, { name });
  }
}

/** A template file has a name too: those of the charts that it is in, and its path. */
function isOfFile(name: string, templates: readonly Used[]): boolean {
  const [, path] = /\/(templates\/.*)$/s.exec(name) ?? [];
  return path !== undefined && templates.some((each) => `/${each.path}`.endsWith(`/${path}`));
}

/** A file or a value that goes through `tpl` can define templates, too. */
function mayComeFromText(name: string, charts: readonly ChartTree[]): boolean {
  const decoder = new TextDecoder();
  return charts.some(({ files, others }) => {
    const values = files.get('values.yaml');
    return [...others, ...(values ? [values] : [])].some(({ bytes }) =>
      decoder.decode(bytes).includes(`"${name}"`),
    );
  });
}

function placed(path: string, text: string, names: readonly Named[]) {
  const positionOf = names.length > 0 ? lineTable(text) : undefined;
  return names.map(({ name, at }) => ({ name, place: { path, ...positionOf?.(at) } }));
}
