import { MAX_CHART_SIZE } from './limits.ts';
import { ChartroomError } from '../errors.ts';
import { byteOrder } from '../go/byte-order.ts';
import { misnamedChartYaml } from './find.ts';
import { sizeOf, type ChartFile, type PartlyRead } from './files.ts';
import { filterIgnored } from './ignore-filter.ts';
import { parseIgnore } from './ignore.ts';
import type { ChartMetadata } from './metadata.ts';
import { packingOrder } from './order.ts';
import { readFiles } from './read-files.ts';
import { metadataOf } from './tree.ts';

/** A chart's folder after reading: which files go into its archive, and which don't. */
export interface LoadedFolder {
  metadata: ChartMetadata;
  /** In packing order. */
  files: ChartFile[];
  /** What .helmignore leaves out and what Helm drops from charts/; folders end with a slash. */
  ignored: string[];
  /** The text of .helmignore; empty if there is none. */
  helmignore: string;
}

/**
 * Reads a chart's folder as Helm does (helm `pkg/chart/v2/loader/directory.go`). Files that
 * .helmignore leaves out aren't read.
 */
export async function loadFolder(source: PartlyRead): Promise<LoadedFolder> {
  const helmignore = await readHelmignore(source);
  const { kept, ignored } = filterIgnored(source.files, parseIgnore(helmignore));
  if (!kept.some(({ path }) => path === 'Chart.yaml')) {
    const misnamed = misnamedChartYaml(kept);
    const meant = misnamed === undefined ? {} : { misnamed };
    throw new ChartroomError('chart.yaml-missing', { chart: source.folder, ...meant });
  }
  // Helm wouldn't load an archive of this size.
  if (kept.reduce((sum, file) => sum + sizeOf(file), 0) >= MAX_CHART_SIZE) {
    throw new ChartroomError('archive.too-large', { limit: MAX_CHART_SIZE });
  }
  const { files, leftOut } = packingOrder(await readFiles(kept));
  return {
    metadata: metadataOf(files),
    files,
    ignored: [...ignored, ...leftOut].sort(byteOrder),
    helmignore,
  };
}

/** The text of a folder's .helmignore; empty if there is none. */
export async function readHelmignore({ files }: PartlyRead): Promise<string> {
  const file = files.find(({ path }) => path === '.helmignore');
  if (!file) return '';
  const [read] = await readFiles([file]);
  return new TextDecoder().decode(read?.bytes);
}
