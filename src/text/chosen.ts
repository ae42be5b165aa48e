/** A chart that was chosen, as it is read out: by its name, size and findings. */
import type { PackedChart } from '../core/chart/packed.ts';
import type { Finding } from '../core/lint/finding.ts';
import { tallyOf } from '../core/lint/verdict.ts';
import { shownName } from './signs.ts';
import { count, formatSize } from './units.ts';
import { tallyWords } from './verdict.ts';

/** `mychart 2.7.1: 5 files, 1.2 kB, 1 hint`. */
export function chosenWords(
  { metadata, files, archive }: PackedChart,
  findings: readonly Finding[],
): string {
  const name = `${shownName(metadata.name)} ${shownName(metadata.version)}`;
  const tally = findings.length > 0 ? tallyWords(tallyOf(findings)) : 'no findings';
  return `${name}: ${count(files.length, 'file')}, ${formatSize(archive.size)}, ${tally}`;
}
