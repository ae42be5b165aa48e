import type { ChartFile } from '../chart/files.ts';
import type { ChartTree, Subchart } from '../chart/tree.ts';

/** A file of a chart or of one of its subcharts. */
export interface FoundFile {
  /** Below the root of the outermost chart; a subchart's archive stands in it as a folder would. */
  path: string;
  file: ChartFile;
}

/**
 * The file that Helm names `app/charts/db/templates/a.yaml`: by the names or aliases of the charts
 * that it is in, which needn't be those of their folders or archives.
 */
export async function templateFile(tree: ChartTree, name: string): Promise<FoundFile | undefined> {
  const [, ...parts] = name.split('/');
  return find(tree, parts, '');
}

async function find(
  tree: ChartTree,
  parts: string[],
  above: string,
): Promise<FoundFile | undefined> {
  const file = tree.files.get(parts.join('/'));
  if (file) return { path: above + file.path, file };
  const [charts, name = '', ...rest] = parts;
  if (charts !== 'charts' || rest.length === 0) return undefined;
  for (const subchart of await tree.subcharts()) {
    const { path, chart } = subchart;
    if ('fault' in chart || !isCalled(subchart, name, tree)) continue;
    const found = await find(chart.value, rest, `${above}${path}/`);
    if (found) return found;
  }
  return undefined;
}

function isCalled({ chart }: Subchart, name: string, parent: ChartTree): boolean {
  const metadata = 'value' in chart ? chart.value.metadata() : chart;
  if ('fault' in metadata) return false;
  const own = metadata.value.name;
  return (
    own === name || parent.declared.list.some((each) => each?.name === own && each.alias === name)
  );
}
