/** How much a finding matters; Helm's own three (`pkg/chart/v2/lint/support`). */
export type Severity = 'error' | 'warning' | 'info';

/** Something that a check has to say about a chart. Its words are in `text/findings.ts`. */
export interface Finding {
  /** The rule, `<subject>.<what>` in kebab-case: `chart.icon-missing`. */
  code: string;
  severity: Severity;
  /** The file it is about, below the chart's root. */
  path: string;
  /** Counted from 1; absent where the whole file is meant. */
  line?: number;
  column?: number;
  /** What the rule's sentence needs filled in. */
  args?: Record<string, string | number>;
}
