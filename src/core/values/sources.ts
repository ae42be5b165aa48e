import type { ChartTree } from '../chart/tree.ts';
import { readSchemaNotes, type SchemaNotes } from './schema-notes.ts';

/** A chart, or one of its subcharts at any depth, as a place where values come from. */
export interface ValuesSource {
  /** Below the root of the outermost chart; empty for that chart itself. */
  path: string;
  name: string;
  /** The keys below which the chart around it sets values for it: its name, or its aliases. */
  keys: string[];
  tree: ChartTree;
  /** Undefined where it has no schema that can be read. */
  schema: SchemaNotes | undefined;
  subcharts: ValuesSource[];
}

/** Charts in charts beyond this depth, and more than so many, are left out. */
const DEEPEST = 8;
const MOST_SOURCES = 200;

/** A chart with those of its subcharts that can be read. */
export async function sourcesOf(tree: ChartTree): Promise<ValuesSource> {
  let room = MOST_SOURCES;
  return read(tree, '', [], DEEPEST);

  async function read(
    tree: ChartTree,
    path: string,
    declared: readonly { name: string; alias?: string | undefined }[],
    depth: number,
  ): Promise<ValuesSource> {
    const metadata = tree.metadata();
    const name = 'value' in metadata ? metadata.value.name : path.slice(path.lastIndexOf('/') + 1);
    const aliases = declared.filter((each) => each.name === name).map((each) => each.alias || name);
    const source: ValuesSource = {
      path,
      name,
      keys: aliases.length > 0 ? aliases : [name],
      tree,
      schema: readSchemaNotes(tree.schema),
      subcharts: [],
    };
    for (const { path: below, chart } of depth > 0 ? await tree.subcharts() : []) {
      if ('fault' in chart || room-- <= 0) continue;
      const at = path === '' ? below : `${path}/${below}`;
      source.subcharts.push(await read(chart.value, at, namesOf(tree), depth - 1));
    }
    return source;
  }
}

function namesOf(tree: ChartTree): { name: string; alias?: string | undefined }[] {
  return tree.declared.list.flatMap((each) =>
    each?.name ? [{ name: each.name, alias: each.alias }] : [],
  );
}

/** A source with all below it. */
export function* allSources(source: ValuesSource): Iterable<ValuesSource> {
  yield source;
  for (const subchart of source.subcharts) yield* allSources(subchart);
}
