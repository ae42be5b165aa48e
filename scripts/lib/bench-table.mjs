/** The table that `npm run bench` makes of what its parts found. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './paths.mjs';

/** @typedef {import('../../tests/bench/record.ts').Figure} Figure */

/** The documents that show it, between these marks. */
const SHOWN_IN = ['README.md', 'docs/performance.md'];
const BEGIN = '<!-- npm run bench: -->';
const END = '<!-- :npm run bench -->';

/** The figures as a table in Markdown, with the machine that they are of. */
export function tableOf(
  /** @type {readonly Figure[]} */ figures,
  /** @type {{ machine: string, unfinished: readonly string[] }} */ { machine, unfinished },
) {
  const rows = figures.map((figure) => {
    const { what, value, unit, beside } = figure;
    const ratio = beside ? `${(value / beside.value).toFixed(2)}×` : '';
    const other = beside ? `${beside.name}: ${amount(beside.value, unit)}` : '';
    return [what, amount(value, unit), other, ratio, judged(figure)];
  });
  const head = ['What', 'Here', 'Beside it', 'Here ÷ beside', 'Aim'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const missing =
    unfinished.length > 0 ? `\n\nNot finished in time: ${unfinished.join(', ')}.` : '';
  return `${lines.join('\n')}\n\nMade by \`npm run bench\`: medians of one run, each beside the other in every round. ${machine}${missing}`;
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

function amount(/** @type {number} */ value, /** @type {Figure['unit']} */ unit) {
  if (unit === 'ms' && value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  if (unit === 'requests') return String(value);
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

/** The aim, and whether it is met. */
function judged(/** @type {Figure} */ { value, unit, beside, aim }) {
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
