import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { noise, writeChart, writeFiles } from '../../support/charts.ts';

export interface BenchChart {
  name: string;
  version: string;
  /** A `.tgz` that helm packed, for the programs that push archives. */
  archive: string;
}

export interface Workload {
  title: string;
  /** It is about bytes, and not about the number of charts. */
  isLarge: boolean;
  /** Holds the charts' folders, and nothing else. */
  folder: string;
  charts: BenchChart[];
}

const VERSION = '1.0.0';
/** As many as the page shows at once: what each of them says is waited for. */
const MANY = 100;
/** Helm takes no file over 5 MiB. */
const LARGE_FILES = 20;
const LARGE_FILE_SIZE = 4_500_000;

/** Writes the charts below `root`, and packs them with `helm`. */
export function makeWorkloads(root: string, helm: string): Workload[] {
  const workload = (title: string, names: string[]): Workload => {
    const folder = join(root, names[0] ?? '', 'charts');
    const packed = join(root, names[0] ?? '', 'packed');
    const charts = names.map((name) => {
      const chart = writeChart(join(folder, name), { name, version: VERSION });
      if (name === 'large') writeFiles(chart, largeFiles());
      execFileSync(helm, ['package', chart, '-d', packed], { stdio: 'ignore' });
      return { name, version: VERSION, archive: join(packed, `${name}-${VERSION}.tgz`) };
    });
    return { title, isLarge: names.includes('large'), folder, charts };
  };
  const many = Array.from({ length: MANY }, (_, i) => `chart-${String(i).padStart(3, '0')}`);
  return [
    workload('one small chart', ['small']),
    workload(`${MANY} small charts`, many),
    workload(`one of ${(LARGE_FILES * LARGE_FILE_SIZE) / 1e6} MB`, ['large']),
  ];
}

function largeFiles(): Record<string, Uint8Array> {
  const files = Array.from({ length: LARGE_FILES }, (_, i) => [
    `files/${i}.dat`,
    noise(LARGE_FILE_SIZE, i + 1),
  ]);
  return Object.fromEntries(files);
}
