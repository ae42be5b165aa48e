import type { IgnoreRule, IgnoreRules, RefusedRule } from '../chart/ignore.ts';
import type { LeftOut } from './codes.ts';
import { finding, type Finding } from './finding.ts';

/**
 * Rules of .helmignore that do what a writer of .gitignore wouldn't expect: a negated one ignores
 * everything that it doesn't match (helm#3622), and even Chart.yaml can be ignored.
 *
 * @param ignored what .helmignore leaves out; folders end with a slash
 */
export function* ignoreRules(
  { rules, ruleFor }: IgnoreRules,
  ignored: readonly string[],
): Iterable<Finding> {
  const removing = ignored.includes('Chart.yaml') ? ruleFor('Chart.yaml', false) : undefined;
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

/**
 * Findings about what is missing, with the rule where it is there but a rule leaves it out.
 *
 * @param ignored what .helmignore leaves out; folders end with a slash
 */
export function withLeftOut(
  findings: readonly Finding[],
  ignored: readonly string[],
  { ruleFor }: IgnoreRules,
): Finding[] {
  const leftOut = (is: (path: string) => boolean): { leftOut?: LeftOut } => {
    const path = ignored.find(is);
    const rule = path && ruleFor(path.replace(/\/$/, ''), path.endsWith('/'));
    if (!rule) return {};
    const { line, pattern } = rule;
    return { leftOut: { path, pattern, ...(line === 0 && { isOfHelm: true }) } };
  };
  return findings.map((found) => {
    switch (found.code) {
      case 'dependency.missing': {
        const { name } = found.args;
        const isIt = (path: string) => isArchiveOf(path, name) || path === `charts/${name}/`;
        return { ...found, args: { name, ...leftOut(isIt) } };
      }
      case 'values.missing':
        return { ...found, args: leftOut((path) => path === 'values.yaml') };
      case 'templates.missing':
        return { ...found, args: leftOut((path) => path.startsWith('templates/')) };
      default:
        return found;
    }
  });
}

/** Whether a path is that of an archive of a chart: `charts/name-1.2.3.tgz`. */
function isArchiveOf(path: string, name: string): boolean {
  const start = `charts/${name}-`;
  return path.startsWith(start) && /^v?\d.*\.tgz$/.test(path.slice(start.length));
}

function placeOf({ line }: IgnoreRule) {
  return { path: '.helmignore', line, column: 1 };
}
