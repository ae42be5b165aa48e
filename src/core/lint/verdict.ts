import type { CheckFault } from '../errors.ts';
import type { Severity } from './codes.ts';
import type { Finding } from './finding.ts';

const GRAVITY: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** The findings with the gravest first; those of equal severity keep their order. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}

/** The results of the checks that matter for a push. */
export interface Verdict {
  /** The number of findings for which Helm would refuse the chart, or `helm lint` would fail. */
  errors: number;
  /** Why the checks are incomplete. */
  unchecked?: CheckFault | undefined;
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  return {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    unchecked: findings.find((finding) => finding.code === 'checks.unfinished')?.args,
  };
}
