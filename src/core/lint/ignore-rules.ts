import type { IgnoreRule, IgnoreRules, RefusedRule } from '../chart/ignore.ts';
import { finding, type Finding } from './finding.ts';

/**
 * Rules of .helmignore that do what a writer of .gitignore wouldn't expect: a negated one ignores
 * everything that it doesn't match (helm#3622), and even Chart.yaml can be ignored.
 */
export function* ignoreRules({ rules, ruleFor }: IgnoreRules): Iterable<Finding> {
  const removing = ruleFor('Chart.yaml', false);
  if (removing)
    yield finding('chart.yaml-ignored', placeOf(removing), { pattern: removing.pattern });
  for (const rule of rules) {
    if (rule.negated && rule !== removing)
      yield finding('ignore.negation', placeOf(rule), { pattern: rule.pattern });
  }
}

/** Rules for which Helm refuses the whole chart. */
export function refusedRules(refused: readonly RefusedRule[]): Finding[] {
  return refused.map(({ line, pattern, reason }) =>
    finding('ignore.refused', { path: '.helmignore', line, column: 1 }, { pattern, reason }),
  );
}

function placeOf({ line }: IgnoreRule) {
  return { path: '.helmignore', line, column: 1 };
}
