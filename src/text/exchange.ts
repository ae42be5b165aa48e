/** What came of an import or an export of the library, to be read and copied. */
import { archiveName } from '../core/chart/archive-name.ts';
import type { ImportedArtifact, ImportOutcome } from '../core/actions/import-layout.ts';
import type { WrittenLayout } from '../core/layout/write.ts';
import { isChartroomError } from '../core/errors.ts';
import { errorWords } from './errors.ts';
import { attachedWords, differsWords } from './outcomes.ts';
import { count, formatSize } from './units.ts';

const WORDS: Record<ImportOutcome, string> = {
  imported: 'imported',
  there: 'there already',
  differs: 'not replaced',
  refused: 'refused',
};
const OUTCOMES = Object.keys(WORDS) as ImportOutcome[];
const GRAVEST_FIRST: readonly ImportOutcome[] = ['refused', 'differs', 'imported', 'there'];

/**
 * `12 imported, 3 there already`; and how many signatures and the like came along, were added to
 * what was there, and were `passedOver`.
 */
export function importLine(results: readonly ImportedArtifact[], passedOver = 0): string {
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    n: results.filter((one) => one.outcome === outcome).length,
  })).filter(({ n }) => n > 0);
  const words = counts.map(({ outcome, n }) => `${n} ${WORDS[outcome]}`).join(', ');
  const referrers = results.reduce((sum, one) => sum + one.referrers, 0);
  const added = results.reduce((sum, one) => sum + addedTo(one), 0);
  const parts = [
    results.length === 0 ? 'It names no chart' : words,
    referrers > 0 ? `with ${count(referrers, 'attachment')}` : '',
    added > 0 ? `${added} of them added to what was there` : '',
    passedOver > 0 ? `${count(passedOver, 'attachment')} passed over` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** How much was attached to an artifact that the library had. */
function addedTo({ outcome, added }: ImportedArtifact): number {
  return outcome === 'there' ? added : 0;
}

/** Why attachments were passed over, and what to do; empty if none were. */
export function passedOverWords(passedOver: number): string {
  if (passedOver === 0) return '';
  const were = count(passedOver, 'attachment was', 'attachments were');
  const belongs = passedOver === 1 ? 'it belongs' : 'they belong';
  return `${were} passed over: ${belongs} to no chart that was found in the file. Import a file that has the chart too.`;
}

/** What an import did to the space that the library uses. */
export function grownWords(bytes: number): string {
  if (bytes === 0) return 'The library uses no more space than before.';
  const size = formatSize(Math.abs(bytes));
  return `The library uses ${size} ${bytes > 0 ? 'more' : 'less'} than before.`;
}

/** Why an artifact isn't in the library as it is in the file. */
export function importReason({ error }: ImportedArtifact): string {
  const other = 'The library has other content under this name.';
  if (error && isChartroomError(error, 'tag.differs')) return differsWords(error, other);
  return error ? errorWords(error).what : '';
}

/** All of it as plain text: a line for each artifact, what needs a look first. */
export function importText(results: readonly ImportedArtifact[], passedOver = 0): string {
  const rank = ({ outcome }: ImportedArtifact) => GRAVEST_FIRST.indexOf(outcome);
  const width = Math.max(...results.map(({ outcome }) => WORDS[outcome].length));
  const lines = results
    .toSorted((a, b) => rank(a) - rank(b))
    .map((one) => {
      const added = addedTo(one);
      const note = added > 0 ? attachedWords(one.referrers, added) : importReason(one);
      const what = [one.name, one.digest, ...(note ? [note] : [])].join('  ');
      return `${WORDS[one.outcome].padEnd(width)}  ${what}`;
    });
  const passed = passedOver > 0 ? [passedOverWords(passedOver)] : [];
  return [importLine(results, passedOver), ...passed, '', ...lines].join('\n');
}

/** What an export came to: what is told of the file, which isn't held on to. */
export interface Exported extends Omit<WrittenLayout, 'tar'> {
  /** Of the file, in bytes. */
  size: number;
}

/** `3 charts and 2 attachments, 1.2 MB`. */
export function exportLine({ artifacts, referrers, size }: Exported): string {
  const along = referrers > 0 ? ` and ${count(referrers, 'attachment')}` : '';
  return `${count(artifacts, 'chart')}${along}, ${formatSize(size)}`;
}

/** What the file is called: by its chart if there is only one, else by the day. */
export function exportName(
  charts: readonly ({ name: string; version: string } | undefined)[],
  now = new Date(),
): string {
  const [only] = charts;
  if (charts.length === 1 && only) return archiveName(only).replace(/\.tgz$/, '.oci.tar');
  const month = String(now.getMonth() + 1).padStart(2, '0');
  return `charts-${now.getFullYear()}-${month}-${String(now.getDate()).padStart(2, '0')}.tar`;
}
