import { chartAt, findingCharts, type FoundChart } from '../chart/find.ts';
import type { ChartSource, SourceFile } from '../chart/files.ts';
import type { PackedChart } from '../chart/packed.ts';
import { isFault } from '../chart/part.ts';
import type { Compute, ComputeOptions, PackOptions } from '../compute/compute.ts';
import { joinFolder } from '../dependencies/source.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Finding } from '../lint/finding.ts';
import { inSlices } from '../slices.ts';

/** The files that a person chose or dropped: those in folders by their path, and single files. */
export interface Selection {
  /** Files of folders; a path starts with the name of the folder that was chosen. */
  files: SourceFile[];
  /** Single files: archives, and the provenance files beside them. */
  loose: File[];
  /**
   * Reads the same places anew, as they are then. Absent where the browser gave only the files: of
   * these it gives none that has changed since, and none that is new.
   */
  again?: (() => Promise<Selection>) | undefined;
}

/** A chart as it was chosen: a folder to pack, or an archive to read. */
export interface ChosenChart {
  /** The folder's or archive's name. */
  name: string;
  /** `known` is an earlier packed version of the chart of that name. */
  load(compute: Compute, options?: ComputeOptions & PackOptions): Promise<PackedChart>;
  /** What can be found out about it though it can't be loaded. */
  check?(compute: Compute, options?: ComputeOptions): Promise<Finding[]>;
  /** Its files; absent for an archive. */
  source?: ChartSource;
  /** Another chart that was chosen with it, by its path from this one's folder. */
  folder?(path: string): ChartSource | undefined;
}

const ARCHIVE = /\.(tgz|tar\.gz)$/i;
const PROVENANCE = '.prov';

/**
 * The charts in what a person chose: every chart's folder, and every archive. A `.prov` without
 * its archive stands for a chart that can't be read (`provenance.alone`). No chart at all is
 * `folder.no-chart`.
 */
export async function chartsIn({ files, loose }: Selection): Promise<ChosenChart[]> {
  const folders = files.length > 0 ? await inSlices(findingCharts(files)) : [];
  const byName = new Map(loose.map((file) => [file.name, file]));
  const charts = [
    ...folders.map((found) => folder(found, files)),
    ...loose.filter(({ name }) => ARCHIVE.test(name)).map((file) => archive(file, byName)),
    ...loose.filter(({ name }) => isLonely(name, byName)).map(lonelyProvenance),
  ];
  if (charts.length > 0) return charts;
  const named = files[0]?.path.split('/', 1)[0] ?? loose[0]?.name ?? '';
  throw new ChartroomError('folder.no-chart', { folder: named });
}

/** Whether a chart couldn't be loaded because of what is in it. */
export function isOfChart(error: ChartroomError | undefined): boolean {
  return isFault(error) || isChartroomError(error, 'chart.ignore-invalid');
}

function folder({ root, ...source }: FoundChart, all: readonly SourceFile[]): ChosenChart {
  return {
    name: source.folder,
    load: (compute, options) => compute.packFolder(source, options),
    check: (compute, options) => compute.checkFolder(source, options),
    source,
    folder(path) {
      const place = joinFolder(root, path);
      return place === undefined ? undefined : chartAt(all, place);
    },
  };
}

/** An archive, with the `.prov` of the same name if that was chosen as well. */
function archive(file: File, beside: ReadonlyMap<string, File>): ChosenChart {
  const provenance = beside.get(file.name + PROVENANCE);
  return {
    name: file.name,
    load: (compute, { signal } = {}) => compute.readArchive(file, { signal, provenance }),
    check: (compute, options) => compute.checkArchive(file, options),
  };
}

function isLonely(name: string, beside: ReadonlyMap<string, File>): boolean {
  return name.endsWith(PROVENANCE) && !beside.has(name.slice(0, -PROVENANCE.length));
}

function lonelyProvenance({ name }: File): ChosenChart {
  const archive = name.slice(0, -PROVENANCE.length);
  return {
    name,
    load: () => Promise.reject(new ChartroomError('provenance.alone', { file: name, archive })),
  };
}
