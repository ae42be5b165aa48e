import { CHART_YAML_CASES } from './chart-yaml.ts';
import { CONTENT_CASES } from './content.ts';
import { DEPENDENCY_CASES } from './dependencies.ts';
import { RENDERED_CASES } from './rendered.ts';
import { SCHEMA_CASES } from './schema.ts';
import { SUBCHART_CASES } from './subcharts.ts';

export { CLEAN, chartFiles, findingsOf, type Files, type LintCase } from './case.ts';

/** A rule or more each; all together they find every code there is. */
export const LINT_CASES = [
  ...CHART_YAML_CASES,
  ...DEPENDENCY_CASES,
  ...CONTENT_CASES,
  ...RENDERED_CASES,
  ...SCHEMA_CASES,
  ...SUBCHART_CASES,
];
