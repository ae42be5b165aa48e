import type { ChartFile } from '../chart/files.ts';
import type { ChartTree, Subchart } from '../chart/tree.ts';
import {
  withSubcharts,
  type ChartName,
  type Comparison,
  type OwnComparison,
  type SubchartChange,
} from './comparison.ts';
import { courseOf } from './course.ts';
import { compareDependencies } from './dependencies.ts';
import { compareFields } from './fields.ts';
import { compareFiles } from './files.ts';
import { compareImages } from './images.ts';
import { compareTexts, type FileDiff } from './text.ts';
import { compareValues } from './values.ts';

/** Charts in charts beyond this depth, and more than so many, are only said to differ. */
const DEEPEST = 3;
const MOST_SUBCHARTS = 60;

/** How `after` differs from `before`. Charts in charts/ are compared as charts. */
export async function compareCharts(before: ChartTree, after: ChartTree): Promise<Comparison> {
  return withSubcharts(await compareOwn(before, after), await compareInside(before, after));
}

/** How two charts differ, without the charts in charts/. */
export async function compareOwn(a: ChartTree, b: ChartTree): Promise<OwnComparison> {
  const [own, other] = [await partsOf(a), await partsOf(b)];
  const files = compareFiles(own.files, other.files);
  return {
    before: nameOf(a),
    after: nameOf(b),
    same: files.length === 0,
    fields: compareFields(a.document, b.document),
    values: compareValues(a, b),
    files,
    dependencies: await compareDependencies(a, b),
    images: compareImages(a, b),
  };
}

/** How the charts in charts/ differ. */
export async function compareInside(
  before: ChartTree,
  after: ChartTree,
): Promise<SubchartChange[]> {
  let room = MOST_SUBCHARTS;
  return compareIn(before, after, DEEPEST);

  async function compareIn(a: ChartTree, b: ChartTree, depth: number) {
    return compareSubcharts((await partsOf(a)).charts, (await partsOf(b)).charts, depth);
  }

  async function compareSubcharts(
    a: ReadonlyMap<string, OpenSubchart>,
    b: ReadonlyMap<string, OpenSubchart>,
    depth: number,
  ): Promise<SubchartChange[]> {
    const changes: SubchartChange[] = [];
    for (const key of new Set([...b.keys(), ...a.keys()])) {
      const [then, now] = [a.get(key), b.get(key)];
      const [was, is] = [
        then && { ...nameOf(then.tree), path: then.path },
        now && { ...nameOf(now.tree), path: now.path },
      ];
      if (!then) changes.push({ state: 'added', after: is });
      else if (!now) changes.push({ state: 'removed', before: was });
      else {
        const isDeep = depth === 0 || room-- <= 0;
        const comparison = isDeep
          ? undefined
          : withSubcharts(
              await compareOwn(then.tree, now.tree),
              await compareIn(then.tree, now.tree, depth - 1),
            );
        if (comparison?.same) continue;
        const course = courseOf(was?.version, is?.version);
        changes.push({ state: 'changed', course, before: was, after: is, comparison });
      }
    }
    return changes;
  }
}

/** Where a file is: the charts in charts/ that lead to it, and its path in the last of them. */
export interface FilePlace {
  within: readonly string[];
  path: string;
}

/** One file of both charts by line; a side that hasn't got it is left out. */
export async function compareFile(
  before: ChartTree,
  after: ChartTree,
  places: { before?: FilePlace | undefined; after?: FilePlace | undefined },
): Promise<FileDiff> {
  const [a, b] = [await fileAt(before, places.before), await fileAt(after, places.after)];
  return compareTexts(a, b);
}

async function fileAt(tree: ChartTree, place: FilePlace | undefined) {
  if (!place) return undefined;
  let within: ChartTree | undefined = tree;
  for (const step of place.within) {
    const found: Subchart | undefined = (await within?.subcharts())?.find(
      ({ path }) => path === step,
    );
    within = found && 'value' in found.chart ? found.chart.value : undefined;
  }
  return within?.files.get(place.path);
}

/** A chart in charts/ that can be read. */
interface OpenSubchart {
  path: string;
  tree: ChartTree;
}

/**
 * A chart's own files, and the charts in charts/ that can be read, by their names: a folder may
 * have become an archive, and an archive's file name has the version in it.
 */
async function partsOf(
  tree: ChartTree,
): Promise<{ files: Map<string, ChartFile>; charts: Map<string, OpenSubchart> }> {
  const charts = new Map<string, OpenSubchart>();
  const paths = new Set<string>();
  for (const { path, chart } of await tree.subcharts()) {
    if (!('value' in chart) || 'fault' in chart.value.chartYaml()) continue;
    const { name } = nameOf(chart.value);
    charts.set(charts.has(name) ? `${name}\0${path}` : name, { path, tree: chart.value });
    paths.add(path);
  }
  const own = [...tree.files].filter(([path]) => {
    const [top, entry] = path.split('/', 2);
    // A provenance file belongs to the chart that contains it, at any depth.
    return path.endsWith('.prov') || !paths.has(`${top}/${entry}`);
  });
  return { files: new Map(own), charts };
}

function nameOf({ written: { name = '', version = '' } }: ChartTree): ChartName {
  return { name, version };
}
