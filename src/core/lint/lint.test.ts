import { expect, test } from 'vitest';
import {
  chartFiles,
  ignoreRulesOf,
  LINT_CASES,
  type Files,
} from '../../../tests/support/lint-cases/index.ts';
import { filterIgnored } from '../chart/ignore-filter.ts';
import { ChartTree } from '../chart/tree.ts';
import { SEVERITIES } from './codes.ts';
import type { Finding } from './finding.ts';
import { lint } from './lint.ts';

/** The findings about a chart's folder. */
function lintFolder(cased: Files): Promise<Finding[]> {
  const rules = ignoreRulesOf(cased);
  return lint(new ChartTree(filterIgnored(chartFiles(cased), rules).kept), rules);
}

test.each(LINT_CASES)('$name', async ({ files, found }) => {
  const findings = await lintFolder(files);
  const expected = found.map(({ code, at, args, severity = SEVERITIES[code] }) =>
    expect.objectContaining({ code, severity, at, ...(args && { args }) }),
  );
  expect(findings).toHaveLength(expected.length);
  expect(findings.map((finding) => ({ ...finding, at: placeOf(finding) }))).toEqual(
    expect.arrayContaining(expected),
  );
});

function placeOf({ path, line }: Finding): string {
  return line === undefined ? path : `${path}:${line}`;
}

test('the cases cover every code', () => {
  const found = new Set(LINT_CASES.flatMap((each) => each.found.map(({ code }) => code)));
  // Findings about a .prov are in provenance.test.ts, those about the end of an archive in
  // tests/interop/archive-ends.test.ts. Only an archive can hold a file twice; see below. Unfinished
  // checks are reported by their callers.
  const codes = Object.keys(SEVERITIES).filter(
    (code) => !/^provenance\.|^file\.repeated$|^archive\.|^checks\.unfinished$/.test(code),
  );
  expect([...found].sort()).toEqual(codes.sort());
});

test('a line and column lead to the value', async () => {
  const chartYaml = 'apiVersion: v2\nname:   Sample\nversion: 1.2.3\n';
  const findings = await lintFolder({ 'Chart.yaml': chartYaml });
  expect(findings.find(({ code }) => code === 'chart.name-not-oci')).toMatchObject({
    line: 2,
    column: 9,
  });
});

test('a file that is in its archive three times is reported', async () => {
  const files = chartFiles({}).map((file) =>
    file.path === 'Chart.yaml' ? { ...file, replaces: 2 } : file,
  );
  const findings = await lint(new ChartTree(files));
  expect(findings).toEqual([
    { code: 'file.repeated', severity: 'warning', path: 'Chart.yaml', args: { copies: 3 } },
  ]);
});
