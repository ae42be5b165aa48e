import { expect, test } from 'vitest';
import { chartFiles, type Files } from '../../../tests/support/lint-cases/index.ts';
import { LOCK_CASES } from '../../../tests/support/lock-cases.ts';
import { ChartTree } from '../chart/tree.ts';
import { lint } from './lint.ts';

const CHART_YAML = `apiVersion: v2
name: a
version: 1.0.0
dependencies:
- name: b
  version: ^1.2
  repository: file://../b
  condition: b.enabled
  tags: [x]
  import-values:
  - data
  - {parent: p, child: "<c>"}
  alias: bee
- name: b
  version: 1.4
  repository: file://../b
`;

/** Written by `helm dependency update` of Helm 4.3.1 for that Chart.yaml. */
const LOCK = `dependencies:
- name: b
  repository: file://../b
  version: 1.4.0
- name: b
  repository: file://../b
  version: 1.4.0
digest: sha256:87066396a40dacf0cb006d7ce33f0d0d5f2c0e2279cdf2a5b633866a76895701
generated: "2026-11-21T12:52:42.787644531Z"
`;

const REQUIREMENTS = `dependencies:
- name: b
  version: 1.x.x
  repository: file://../b
`;

/** Written by `helm dependency update` of Helm 4.3.1 for that requirements.yaml. */
const REQUIREMENTS_LOCK = `dependencies:
- name: b
  repository: file://../b
  version: 1.4.0
digest: sha256:4f7e4eb81c4976f3a2fbeb81a7059ac26b6d147c287dc5e900eab79756b3fa45
generated: "2026-11-21T12:52:43.438918338Z"
`;

const V1 = {
  'Chart.yaml': 'apiVersion: v1\nname: v1\nversion: 1.0.0\n',
  'requirements.yaml': REQUIREMENTS,
  'requirements.lock': REQUIREMENTS_LOCK,
};

test('the lock files that helm writes are up to date', async () => {
  expect(await outdated({ 'Chart.yaml': CHART_YAML, 'Chart.lock': LOCK })).toBe(false);
  expect(await outdated(V1)).toBe(false);
});

test.each([
  ['a version', CHART_YAML.replace('^1.2', '^1.3')],
  ['an alias', CHART_YAML.replace('bee', 'wasp')],
  ['a value to import', CHART_YAML.replace('<c>', 'c')],
])('%s changed in Chart.yaml makes the lock out of date', async (_, chartYaml) => {
  expect(await outdated({ 'Chart.yaml': chartYaml, 'Chart.lock': LOCK })).toBe(true);
});

test('a lock that was changed by hand is out of date', async () => {
  const lock = LOCK.replace('1.4.0', '1.4.1');
  expect(await outdated({ 'Chart.yaml': CHART_YAML, 'Chart.lock': lock })).toBe(true);
});

test('a repository by its alias is the one whose address helm wrote into the lock', async () => {
  const chartYaml = CHART_YAML.replaceAll('file://../b', '"@stable"');
  expect(await outdated({ 'Chart.yaml': chartYaml, 'Chart.lock': LOCK })).toBe(false);
});

test.each(LOCK_CASES)('a lock as helm takes it: $name: $verdict', async ({ files, verdict }) => {
  expect(await outdated(files)).toBe(verdict === 'outdated');
});

async function outdated(overrides: Files): Promise<boolean> {
  const findings = await lint(new ChartTree(chartFiles(overrides)));
  return findings.some(({ code }) => code === 'lock.outdated');
}
