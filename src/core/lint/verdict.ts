import type { CheckFault } from '../errors.ts';
import type { Severity } from './codes.ts';
import type { Finding } from './finding.ts';

const GRAVITY: Record<Severity, number> = { error: 0, unchecked: 1, warning: 2, hint: 3 };

/** The findings with the gravest first; those of equal severity keep their order. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}

/** How many findings there are of each severity. */
export function tallyOf(findings: readonly Finding[]): Record<Severity, number> {
  const tally = { error: 0, unchecked: 0, warning: 0, hint: 0 };
  for (const { severity } of findings) tally[severity] += 1;
  return tally;
}

/** The gravest severity that there is. */
export function gravestOf(tally: Record<Severity, number>): Severity {
  const there = (Object.keys(tally) as Severity[]).filter((severity) => tally[severity] > 0);
  return there.sort((a, b) => GRAVITY[a] - GRAVITY[b])[0] ?? 'hint';
}

/** The results of the checks that matter for a push. */
export interface Verdict {
  /** The number of errors: findings for which both helms refuse the chart. */
  errors: number;
  /** Why the checks are incomplete. */
  unchecked?: CheckFault | undefined;
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  return {
    errors: tallyOf(findings).error,
    unchecked: findings.find((found) => isUnfinished(found))?.args,
  };
}

/** Whether a part of the chart, or all of it, took more than the checks may take. */
export function isUnfinished(
  found: Finding,
): found is Finding<'checks.unfinished' | 'template.unfinished'> {
  return found.code === 'checks.unfinished' || found.code === 'template.unfinished';
}

/** The names of declared dependencies that charts/ lacks, each once. */
export function lackingIn(findings: readonly Finding[]): string[] {
  const names = findings.flatMap((found) =>
    found.code === 'dependency.missing' ? [found.args.name] : [],
  );
  return [...new Set(names)];
}
