import { expect, test } from 'vitest';
import { ChartroomError } from '../core/errors.ts';
import { carriedWords, repositoriesSetting, repositoryNext, unserved } from './dependencies.ts';

const FACTS = {
  method: 'GET',
  url: 'https://charts.example/index.yaml',
  registry: 'charts.example',
};

test('what helps depends on what was in the way', () => {
  expect(repositoryNext(new ChartroomError('registry.cors', FACTS))).toContain('CORS');
  const refused = new ChartroomError('proxy.refused', { ...FACTS, reason: 'unreachable' });
  expect(repositoryNext(refused)).toContain('error log');
  const missing = new ChartroomError('registry.refused', { ...FACTS, status: 404 });
  expect(repositoryNext(missing)).toContain('Chart.yaml');
});

test('the lines for nginx.conf hold every address once', () => {
  expect(
    repositoriesSetting(['https://a.example', 'https://b.example/x', 'https://a.example']),
  ).toBe(
    `map "" $repositories {\n    default '["https://a.example", "https://b.example/x"]';\n}\n`,
  );
});

test('one place, and several', () => {
  expect(unserved(['https://a.example']).what).toMatch(/1 place .* serve it\.$/);
  const { what, facts } = unserved(['https://a.example', 'https://b.example']);
  expect(what).toMatch(/2 places .* serve them\.$/);
  expect(Object.values(facts)).toEqual(['https://a.example\nhttps://b.example']);
});

test('what was fetched before is told after the folder was read again', () => {
  const both = { kept: ['charts/a-1.0.0.tgz'], lost: ['charts/b-1.0.0.tgz'] };
  expect(carriedWords(both, true)).toBe(
    'Fetched before, and still in the chart: charts/a-1.0.0.tgz. Not in it any longer: charts/b-1.0.0.tgz. What it was fetched for, or from, may have changed since.',
  );
  // The folder has it itself now.
  expect(carriedWords({ kept: [], lost: both.lost }, false)).toBe('');
});
