import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findingsOf, LINT_CASES } from '../../tests/support/lint-cases/index.ts';
import { finding } from '../core/lint/finding.ts';
import { fetchName } from './dependencies.ts';
import { findingWords } from './findings.ts';

test.each(LINT_CASES)('the words of what is found: $name', async ({ files }) => {
  for (const finding of await findingsOf(files)) {
    for (const origin of ['folder', 'archive'] as const) {
      for (const [part, text] of Object.entries(findingWords(finding, origin))) {
        expect(text, `${finding.code}, ${part}`).toMatch(/^\S.*\S$/s);
        expect(text).not.toMatch(/undefined|NaN|\[object| {2}/);
        // An archive holds no links that a browser could leave out.
        if (origin === 'archive') expect(text).not.toMatch(/symbolic|place of the link/);
      }
    }
  }
});

test('who refuses values of a subchart that are no map is named', () => {
  const why = (refused: 'by-both' | 3 | 'dependents') =>
    findingWords(
      finding('values.subchart-no-map', { path: 'values.yaml' }, { name: 'part', refused }),
      'folder',
    ).why;
  expect(why('by-both')).toMatch(/^helm install and helm template refuse the chart/);
  expect(why(3)).toMatch(/of Helm 3 refuse the chart.* Helm 4 takes it/);
  expect(why('dependents')).toMatch(/^A chart that depends on this one/);
});

test('what names a button names one that is there', () => {
  const view = readFileSync(
    new URL('../views/publish/Dependencies.svelte', import.meta.url),
    'utf8',
  );
  expect(view).toMatch(/<button[^<]*>\s*\{fetchName\(report\)\}\s*<\/button/);
  const missing = finding('dependency.missing', { path: 'Chart.yaml' }, { name: 'a' });
  const outdated = finding('lock.outdated', { path: 'Chart.lock' }, { lock: 'a', chart: 'b' });
  for (const [found, state] of [
    [missing, 'none'],
    [outdated, 'outdated'],
  ] as const) {
    const name = fetchName({
      dependencies: [],
      subcharts: [],
      lock: { state, path: 'Chart.lock' },
    });
    expect(findingWords(found, 'folder').next).toContain(name);
  }
});
