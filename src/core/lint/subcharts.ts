import { readChartArchive } from '../chart/archive.ts';
import { sliceExtract } from '../archive/extract.ts';
import type { ChartFile } from '../chart/files.ts';
import { loadChart } from '../chart/load.ts';
import { isChartroomError } from '../errors.ts';
import { finding, type Finding } from './finding.ts';

/** A chart in charts/, by what its Chart.yaml says. */
export interface Subchart {
  name: string;
  version: string;
  /** Its folder or archive, below the chart's root. */
  path: string;
}

/** What charts/ holds: the charts, and a finding for each thing that is none. */
export interface Subcharts {
  charts: Subchart[];
  faults: Finding[];
}

/**
 * Reads what is directly in charts/ as Helm does (helm `pkg/chart/v2/loader/load.go`, LoadFiles):
 * a `.tgz` is a chart, a folder is one, anything else but a `.prov` makes Helm refuse the whole;
 * names that start with `_` or `.` are passed over.
 */
export async function readSubcharts(files: Iterable<ChartFile>): Promise<Subcharts> {
  const groups = new Map<string, ChartFile[]>();
  for (const file of files) {
    const entry = /^charts\/([^/]+)/.exec(file.path)?.[1];
    if (entry === undefined || file.path.endsWith('.prov')) continue;
    const members = groups.get(entry);
    if (members) members.push(file);
    else groups.set(entry, [file]);
  }
  const subcharts: Subcharts = { charts: [], faults: [] };
  for (const [entry, members] of groups) {
    if (/^[_.]/.test(entry)) continue;
    const path = `charts/${entry}`;
    try {
      const { metadata } = loadChart(await chartFiles(path, members), path);
      subcharts.charts.push({ name: metadata.name, version: metadata.version, path });
    } catch (error) {
      const reason = reasonOf(error);
      subcharts.faults.push(finding('dependency.subchart-unreadable', { path }, { reason }));
    }
  }
  return subcharts;
}

/** The files of one chart in charts/, below its own root; none for a file that is no chart. */
async function chartFiles(path: string, members: ChartFile[]): Promise<ChartFile[]> {
  const archive = path.endsWith('.tgz') && members.find((member) => member.path === path);
  if (archive) return readChartArchive(new Blob([archive.bytes]), sliceExtract);
  return members
    .filter((member) => member.path.startsWith(`${path}/`))
    .map((member) => ({ ...member, path: member.path.slice(path.length + 1) }));
}

/** Why a chart can't be loaded; a fault of ours is thrown on. */
function reasonOf(error: unknown): string {
  if (isChartroomError(error, 'chart.yaml-missing')) return 'it has no Chart.yaml';
  if (isChartroomError(error, 'chart.version-invalid'))
    return `its version, ${error.data.version || 'left out'}, is not a semantic version`;
  if (isChartroomError(error, 'chart.metadata-invalid'))
    return `${error.data.field} ${error.data.reason}`;
  if (isChartroomError(error, 'archive.not-gzip')) return 'it is no gzip file';
  if (isChartroomError(error) && 'reason' in error.data) return error.data.reason;
  if (isChartroomError(error) && error.code.startsWith('archive.')) return 'it is too large';
  throw error;
}
