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

/**
 * A finding with the arguments that its sentence needs. Its severity is that of its rule, unless it
 * is another one in this chart.
 */
export function finding<C extends FindingCode>(
  code: C,
  { path, line, column }: Place,
  args: FindingArgs[C],
  severity = SEVERITIES[code],
): Finding<C> {
  return {
    code,
    severity,
    path,
    line,
    column,
    args,
  };
}
