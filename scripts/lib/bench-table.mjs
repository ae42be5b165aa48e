/** The table that `npm run bench` makes of what its parts found. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './paths.mjs';

/** @typedef {import('../../tests/bench/record.ts').Figure} Figure */
/** @typedef {import('../../tests/bench/record.ts').Measured} Measured */
/** @typedef {{ part: string, why: string }} Unfinished */

/** The documents that show it, between these marks. */
const SHOWN_IN = ['README.md', 'docs/performance.md'];
const BEGIN = '<!-- npm run bench: -->';
const END = '<!-- :npm run bench -->';

/** The figures as a table in Markdown, with the machine that they are of. */
export function tableOf(
  /** @type {readonly Figure[]} */ figures,
  /** @type {{ machine: string, unfinished: readonly Unfinished[] }} */ { machine, unfinished },
) {
  const head = ['What', 'Here', 'Beside it', 'Here ÷ beside', 'Aim', 'Bound'];
  const lines = [head, head.map(() => '---'), ...figures.map(rowOf)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const notes = unfinished
    .map(({ part, why }) => `\n\nNot finished: \`${part}\`, ${why}.`)
    .join('');
  return `${lines.join('\n')}\n\nMade by \`npm run bench\`: medians of one run, each beside the other in every round. **Bound** is the least of the same, measured in the same run: what the browser, the network or a bare page takes for it, as named. ${machine}${notes}`;
}

function rowOf(/** @type {Figure} */ figure) {
  if ('missing' in figure) return [figure.what, 'not measured', figure.missing, '', '', ''];
  const { what, value, unit, beside, bound } = figure;
  const ratio = beside ? `${(value / beside.value).toFixed(2)}×` : '';
  const named = (/** @type {Measured['beside']} */ other) =>
    other ? `${other.name}: ${amount(other.value, unit)}` : '';
  return [what, amount(value, unit), named(beside), ratio, judged(figure), named(bound)];
}

/** Puts the table in place of the one in the documents. */
export async function writeTable(/** @type {string} */ table) {
  for (const name of SHOWN_IN) {
    const path = join(root, name);
    const [before, rest = ''] = readFileSync(path, 'utf8').split(BEGIN);
    const after = rest.split(END)[1] ?? '';
    const text = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
    const style = await resolveConfig(path, { editorconfig: true });
    writeFileSync(path, await format(text, { ...style, filepath: path }));
  }
}

function amount(/** @type {number} */ value, /** @type {Measured['unit']} */ unit) {
  if (unit === 'ms' && value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  if (unit === 'requests') return String(value);
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

/** The aim, and whether it is met. */
function judged(/** @type {Measured} */ { value, unit, beside, aim }) {
  if (!aim) return '';
  if ('timesFaster' in aim) {
    const times = (beside?.value ?? NaN) / value;
    return `${aim.timesFaster}× as fast: ${met(times >= aim.timesFaster, `${times.toFixed(2)}×`)}`;
  }
  const reached = beside ? value / beside.value : value;
  const most = beside ? `${aim.most}×` : amount(aim.most, unit);
  return `at most ${most}: ${met(reached <= aim.most)}`;
}

function met(/** @type {boolean} */ isMet, /** @type {string} */ reached = '') {
  return `${isMet ? 'met' : '**not met**'}${reached ? ` (${reached})` : ''}`;
}
