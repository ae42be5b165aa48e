import type { ChartSource } from '../core/chart/files.ts';
import { findCharts } from '../core/chart/find.ts';
import { ChartroomError } from '../core/errors.ts';
import type { Selection } from '../platform/files.ts';
import type { ChosenChart } from './PublishChart.svelte.ts';

const ARCHIVE = /\.(tgz|tar\.gz)$/i;
const PROVENANCE = '.prov';

/** The charts in what a person chose: every chart's folder, and every archive. */
export function chosenCharts({ files, loose }: Selection): ChosenChart[] {
  const folders = files.length > 0 ? findCharts(files).map(folder) : [];
  const archives = loose
    .filter(({ name }) => ARCHIVE.test(name))
    .map((file) => archive(file, loose));
  if (folders.length + archives.length > 0) return [...folders, ...archives];
  const named = files[0]?.path.split('/', 1)[0] ?? loose[0]?.name ?? '';
  throw new ChartroomError('folder.no-chart', { folder: named });
}

function folder(source: ChartSource): ChosenChart {
  return {
    name: source.folder,
    load: (compute, options) => compute.packFolder(source, options),
  };
}

/** An archive, with the `.prov` of the same name if that was chosen too. */
function archive(file: File, beside: readonly File[]): ChosenChart {
  const provenance = beside.find(({ name }) => name === file.name + PROVENANCE);
  return {
    name: file.name,
    async load(compute, options) {
      const chart = await compute.readArchive(file, options);
      return provenance ? { ...chart, provenance } : chart;
    },
  };
}
