import { SEVERITIES, type FindingArgs, type FindingCode } from './codes.ts';

/** How much a finding matters; Helm's own three (`pkg/chart/v2/lint/support`). */
export type Severity = 'error' | 'warning' | 'info';

/** Something that a check has to say about a chart. Its words are in `text/findings.ts`. */
export interface Finding {
  /** The rule, `<subject>.<what>` in kebab-case: `chart.icon-missing`. */
  code: FindingCode;
  severity: Severity;
  /** The file it is about, below the chart's root. */
  path: string;
  /** Counted from 1; absent where the whole file is meant. */
  line?: number;
  column?: number;
  /** What the rule's sentence needs filled in. */
  args?: Record<string, string | number>;
}

/** Where a finding is; without a line it is the file as a whole. */
export interface Place {
  path: string;
  line?: number;
  column?: number;
}

/** A finding with the severity of its rule and the arguments that its sentence needs. */
export function finding<C extends FindingCode>(
  code: C,
  { path, line, column }: Place,
  args: FindingArgs[C],
): Finding {
  return {
    code,
    severity: SEVERITIES[code],
    path,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(Object.keys(args).length > 0 && { args }),
  };
}
