import { lineTable } from '../yaml/line-table.ts';
import { finding, type Finding } from './finding.ts';
import type { LintedChart } from './linted-chart.ts';

const READ = /\.Files\.(?:Get|GetBytes|Lines)[\t\n\r ]+(?:"((?:[^"\\\n]|\\.)*)"|`([^`]*)`)/g;
const COMMENT = /\{\{-?[\t\n\r ]*\/\*[^]*?\*\//g;
/** Where a chart's own files end and those begin that `.Files` doesn't hold (helm `load.go`). */
const WITHHELD =
  /^(?:Chart\.(?:yaml|lock)|values\.yaml|values\.schema\.json|templates\/.*|charts\/.*)$/s;
const TEMPLATE = /^((?:charts\/[^/]+\/)*)templates\//;

const decoder = new TextDecoder();

/**
 * Files that templates read by name and that the chart hasn't got: `.Files.Get` gives nothing for
 * them, and no error. It happens with symbolic links, which browsers leave out without a word.
 */
export function* filesGet(chart: LintedChart): Iterable<Finding> {
  for (const { path, bytes } of chart.files.values()) {
    const root = TEMPLATE.exec(path)?.[1];
    if (root === undefined) continue;
    const text = decoder.decode(bytes);
    if (!text.includes('.Files.')) continue;
    const positionOf = lineTable(text);
    const code = text.replace(COMMENT, (comment) => ' '.repeat(comment.length));
    for (const { 1: quoted, 2: raw, index } of code.matchAll(READ)) {
      const file = raw ?? (quoted as string).replace(/\\(.)/g, '$1');
      if (WITHHELD.test(file) || !chart.files.has(root + file))
        yield finding('template.file-absent', { path, ...positionOf(index) }, { file });
    }
  }
}
