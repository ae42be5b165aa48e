import { expect, test } from 'vitest';
import { chartFiles, findingsOf, LINT_CASES } from '../../../tests/support/lint-cases/index.ts';
import { ChartTree } from '../chart/tree.ts';
import { SEVERITIES } from './codes.ts';
import type { Finding } from './finding.ts';
import { lint } from './lint.ts';

test.each(LINT_CASES)('$name', async ({ files, found }) => {
  const findings = await findingsOf(files);
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
  // tests/interop/archive-ends.test.ts. Only an archive can hold a file twice, and templates without
  // an end aren't for Helm; see below. Unfinished checks are reported by their callers.
  const codes = Object.keys(SEVERITIES).filter(
    (code) => !/^provenance\.|^file\.repeated$|^archive\.|\.unfinished$/.test(code),
  );
  expect([...found].sort()).toEqual(codes.sort());
});

test('what a folder’s .helmignore says is known after it is packed, even if it leaves itself out', async () => {
  const findings = await findingsOf({ '.helmignore': '.helmignore\n!*\n' });
  expect(findings.map(({ code }) => code)).toEqual(['ignore.negation']);
});

test('one fault that keeps a chart from being loaded hides no other', async () => {
  const findings = await findingsOf({
    'Chart.yaml': 'apiVersion: v2\nname: sample\nversion: 1.2\ntype: app\nsources: [x]\n',
    'values.yaml': 'a: [\n',
    'templates/a.json': '{}',
    'charts/README.md': '',
  });
  expect(new Set(findings.map(({ code }) => code))).toEqual(
    new Set([
      ...['chart.type-invalid', 'chart.version-not-text', 'chart.version-not-strict'],
      ...['chart.source-invalid', 'chart.icon-missing', 'values.unreadable'],
      ...['template.extension', 'dependency.subchart-unreadable'],
    ]),
  );
});

test('a Chart.yaml that can’t be read hides nothing that doesn’t depend on it', async () => {
  for (const chartYaml of ['name: [', undefined]) {
    const findings = await findingsOf({
      'Chart.yaml': chartYaml,
      'values.yaml': 'a: [\n',
      'charts/README.md': '',
      'charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
    });
    expect(findings.map(({ code }) => code).sort()).toEqual([
      chartYaml ? 'chart.yaml-unreadable' : 'chart.yaml-missing',
      'dependency.subchart-unreadable',
      'values.unreadable',
    ]);
  }
});

test('a field of another type hides nothing but what is said of itself', async () => {
  const findings = await findingsOf({
    'Chart.yaml': [
      'apiVersion: {a: b}',
      'name: sample',
      'version: [1]',
      'icon: x',
      'home: [a]',
      'type: app',
      'maintainers: [{name: [x], email: y}, z, {email: a@b.c}]',
      'sources: [no-url, [x]]',
      'dependencies: [{name: a, version: 1.x, repository: "", alias: "no alias"}, text]',
      'deprecated: perhaps',
      'homes: 1',
    ].join('\n'),
  });
  const told = findings.map(({ code, path, line }) => `${code} ${path}:${line}`);
  const misfit = (line: number) => `chart.yaml-unreadable Chart.yaml:${line}`;
  expect(told.sort()).toEqual(
    [
      ...[1, 3, 5, 7, 7, 8, 9, 10].map(misfit),
      'chart.icon-invalid Chart.yaml:4',
      'chart.type-invalid Chart.yaml:6',
      'chart.source-invalid Chart.yaml:8',
      'chart.key-unknown Chart.yaml:11',
    ].sort(),
  );
});

test('a line and column lead to the value', async () => {
  const chartYaml = 'apiVersion: v2\nname:   Sample\nversion: 1.2.3\n';
  const findings = await findingsOf({ 'Chart.yaml': chartYaml });
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

test.each([
  ['{{ repeat 1000000000 "x" }}', { reason: 'too-large' }],
  ['{{ $t := "{{ tpl .t . }}" }}{{ tpl $t (dict "t" $t) }}', { reason: 'too-deep' }],
])('templates that come to no end hide no other finding: %s', async (template, fault) => {
  const findings = await findingsOf({ 'templates/a.yaml': template, 'templates/b.json': '{}' });
  expect(findings.map(({ code, path, args }) => ({ code, path, args }))).toEqual([
    { code: 'template.extension', path: 'templates/b.json', args: { extension: '.json' } },
    { code: 'template.unfinished', path: 'templates/a.yaml', args: fault },
  ]);
});

test('a template that includes itself without end is told in Helm’s words', async () => {
  const template = '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}';
  const findings = await findingsOf({ 'templates/a.yaml': template });
  const words =
    'error calling include: rendering template has a nested reference name: a: unable to execute template';
  expect(findings).toMatchObject([{ code: 'template.failed', args: { words } }]);
});
