import type { CheckFault } from '../errors.ts';
import { SEVERITIES, type FindingArgs, type FindingCode, type Severity } from './codes.ts';

/** Where a finding is; without a line it is the file as a whole. */
export interface Place {
  /** The file it is about, below the chart's root; empty for the chart as a whole. */
  path: string;
  /** Counted from 1, as columns are. */
  line?: number | undefined;
  column?: number | undefined;
}

/** What a rule has to say. */
interface FindingOf<C extends FindingCode> extends Place {
  /** The rule, `<subject>.<what>` in kebab-case: `chart.icon-missing`. */
  code: C;
  severity: Severity;
  /** What the rule's sentence is filled with. */
  args: FindingArgs[C];
}

/**
 * Something that a check has to say about a chart: one of the rules, with that rule's own
 * arguments. Its words are in `text/findings.ts`.
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

/** The findings with the gravest first; those of one severity stay in their order. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}

/** What a push has to know of the checks. */
export interface Verdict {
  /** How many findings there are that Helm would refuse the chart for, or its lint fail. */
  errors: number;
  /** Why not all of it is known. */
  unchecked?: CheckFault | undefined;
}

export function verdictOf(findings: readonly Finding[]): Verdict {
  return {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    unchecked: findings.find((finding) => finding.code === 'checks.unfinished')?.args,
  };
}
