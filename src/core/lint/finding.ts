import type { CheckFault } from '../errors.ts';
import { SEVERITIES, type FindingArgs, type FindingCode, type Severity } from './codes.ts';

/** The place of a finding; without a line, the file as a whole. */
export interface Place {
  /** The file's path below the chart's root; empty for the chart as a whole. */
  path: string;
  /** Counted from 1, as columns are. */
  line?: number | undefined;
  column?: number | undefined;
}

/** A finding of one rule. */
interface FindingOf<C extends FindingCode> extends Place {
  /** The rule, `<subject>.<what>` in kebab-case: `chart.icon-missing`. */
  code: C;
  severity: Severity;
  /** The arguments of the rule's sentence. */
  args: FindingArgs[C];
}

/**
 * A problem or remark about a chart: the code of a rule with that rule's own arguments. Its words
 * are in `text/findings.ts`.
 */
export type Finding<C extends FindingCode = FindingCode> = { [K in C]: FindingOf<K> }[C];

/** A finding with the severity of its rule and the arguments that its sentence needs. */
export function finding<C extends FindingCode>(
  code: C,
  { path, line, column }: Place,
  args: FindingArgs[C],
): Finding<C> {
  return {
    code,
    severity: SEVERITIES[code],
    path,
    line,
    column,
    args,
  };
}

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
