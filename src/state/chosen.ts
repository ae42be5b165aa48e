import { joinFolder } from '../core/dependencies/source.ts';
import type { SourceFile } from '../core/chart/files.ts';
import { chartAt, findCharts, type FoundChart } from '../core/chart/find.ts';
import { ChartroomError } from '../core/errors.ts';
import type { Selection } from '../platform/files.ts';
import type { ChosenChart } from './PublishChart.svelte.ts';

const ARCHIVE = /\.(tgz|tar\.gz)$/i;
const PROVENANCE = '.prov';

/**
 * The charts in what a person chose: every chart's folder, and every archive. A `.prov` without
 * its archive stands for a chart that can't be read.
 */
export function chosenCharts({ files, loose }: Selection): ChosenChart[] {
  const folders = files.length > 0 ? findCharts(files).map((found) => folder(found, files)) : [];
  const archives = loose
    .filter(({ name }) => ARCHIVE.test(name))
    .map((file) => archive(file, loose));
  const lonely = loose.filter((file) => isLonely(file, loose)).map(lonelyProvenance);
  const charts = [...folders, ...archives, ...lonely];
  if (charts.length > 0) return charts;
  const named = files[0]?.path.split('/', 1)[0] ?? loose[0]?.name ?? '';
  throw new ChartroomError('folder.no-chart', { folder: named });
}

function folder({ root, ...source }: FoundChart, all: readonly SourceFile[]): ChosenChart {
  return {
    name: source.folder,
    load: (compute, options) => compute.packFolder(source, options),
    source,
    folder(path) {
      const place = joinFolder(root, path);
      return place === undefined ? undefined : chartAt(all, place);
    },
  };
}

/** An archive, with the `.prov` of the same name if that was chosen too. */
function archive(file: File, beside: readonly File[]): ChosenChart {
  const provenance = beside.find(({ name }) => name === file.name + PROVENANCE);
  return {
    name: file.name,
    load: (compute, { known: _known, ...options }) =>
      compute.readArchive(file, { ...options, provenance }),
  };
}

function isLonely({ name }: File, beside: readonly File[]): boolean {
  return name.endsWith(PROVENANCE) && !beside.some((file) => file.name + PROVENANCE === name);
}

function lonelyProvenance({ name }: File): ChosenChart {
  const archive = name.slice(0, -PROVENANCE.length);
  return {
    name,
    load: () => Promise.reject(new ChartroomError('provenance.alone', { file: name, archive })),
  };
}
