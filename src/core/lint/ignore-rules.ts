import { decodeText } from '../chart/decode-text.ts';
import type { ChartFile } from '../chart/files.ts';
import { parseIgnore, type IgnoreRule } from '../chart/ignore.ts';
import { finding, type Finding } from './finding.ts';

const PATH = '.helmignore';

/**
 * Rules of .helmignore that do what a writer of .gitignore wouldn't expect: a negated one ignores
 * all that it doesn't match (helm#3622), and none of them spares Chart.yaml.
 */
export function ignoreRules(files: ReadonlyMap<string, ChartFile>): Finding[] {
  const file = files.get(PATH);
  if (!file) return [];
  const { rules, ruleFor } = parseIgnore(decodeText(file.bytes, PATH));
  const removing = ruleFor('Chart.yaml', false);
  return [
    ...rules
      .filter((rule) => rule.negated && rule !== removing)
      .map((rule) => finding('ignore.negation', placeOf(rule), { pattern: rule.pattern })),
    ...(removing
      ? [finding('chart.yaml-ignored', placeOf(removing), { pattern: removing.pattern })]
      : []),
  ];
}

function placeOf({ line }: IgnoreRule) {
  return { path: PATH, line, column: 1 };
}
