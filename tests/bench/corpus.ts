import { join } from 'node:path';
import { noise, writeChart } from '../support/charts.ts';

export interface CorpusShape {
  charts: number;
  /** Files of each chart, with Chart.yaml, values.yaml and a template. */
  files: number;
  /** Bytes of each file but these three. */
  size: number;
}

const WORDS = 'anchor buoy chart depth echo fathom gale harbour isobath keel lead mast'.split(' ');

/** Writes charts of text like YAML, the same for the same shape; returns their folders. */
export function writeCorpus(folder: string, { charts, files, size }: CorpusShape): string[] {
  return Array.from({ length: charts }, (_, chart) => {
    const name = `chart-${String(chart).padStart(4, '0')}`;
    const more = Array.from({ length: Math.max(0, files - 3) }, (_, file) => {
      // No folder holds thousands of files, as in real charts.
      const path = `files/${Math.floor(file / 100)}/${file}.yaml`;
      return [path, text(size, chart * 65_537 + file)];
    });
    return writeChart(join(folder, name), { name, files: Object.fromEntries(more) });
  });
}

/** Lines of keys and values: they deflate to about a fifth, as templates and CRDs do. */
function text(size: number, seed: number): string {
  const random = noise(Math.ceil(size / 10), seed + 1);
  let written = '';
  for (let i = 0; written.length < size; i++) {
    const pick = random[i % random.length] ?? 0;
    const [key, value] = [WORDS[pick % 12], WORDS[(pick >> 3) % 12]];
    written += `${'  '.repeat(pick % 4)}${key}-${pick}: "${value} ${i % 97}"\n`;
  }
  return written.slice(0, size - 1) + '\n';
}
