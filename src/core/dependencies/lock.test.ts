import { expect, test } from 'vitest';
import { LOCK_CASES } from '../../../tests/support/lock-cases.ts';
import { ChartTree } from '../chart/tree.ts';
import { dependencySource, joinFolder } from './source.ts';
import { lockDigest } from './lock.ts';
import { reportDependencies } from './report.ts';
import { goYamlScalar } from '../yaml/emit.ts';
import { parseYaml } from '../yaml/parse.ts';

test('text is quoted where YAML would read it as another type', () => {
  // By the rules of yaml.v2; whole locks are compared with helm in tests/interop.
  const written = {
    '1.2.3': '1.2.3',
    '^1': '^1',
    '~1.2': '~1.2',
    '1': '"1"',
    '1.2': '"1.2"',
    '*': "'*'",
    '>=1 <2': "'>=1 <2'",
    '': '""',
    true: '"true"',
    'a: b': "'a: b'",
    'a #b': "'a #b'",
    '- x': "'- x'",
    '-x': '-x',
    "'x": "'''x'",
    '2024-01-01': '"2024-01-01"',
    '12:30': '"12:30"',
    'oci://localhost:5000/charts': 'oci://localhost:5000/charts',
    '@stable': "'@stable'",
    'file://../x': 'file://../x',
  };
  for (const [text, scalar] of Object.entries(written)) {
    expect(goYamlScalar(text)).toBe(scalar);
    expect(parseYaml(scalar, '')).toMatchObject({ kind: 'scalar', value: text });
  }
});

test('repositories are told apart as Helm does it', () => {
  const kinds = [
    '',
    'file://../a',
    'oci://r/a',
    'https://c.example/x',
    '@a',
    'alias:a',
    'stable',
    'ftp://x',
  ];
  expect(kinds.map((repository) => dependencySource(repository).kind)).toEqual([
    'charts',
    'folder',
    'oci',
    'http',
    'alias',
    'alias',
    'unknown',
    'unknown',
  ]);
});

test('a folder stays within the selection', () => {
  expect(joinFolder('all/app', '../lamp')).toBe('all/lamp');
  expect(joinFolder('all/app', './charts//x/')).toBe('all/app/charts/x');
  expect(joinFolder('app', '..')).toBe('');
  expect(joinFolder('app', '../../lamp')).toBeUndefined();
  expect(joinFolder('app', '/etc')).toBeUndefined();
});

test.each(LOCK_CASES)('a lock as helm takes it: $name: $verdict', async ({ files, verdict }) => {
  const { lock } = await reportDependencies(new ChartTree(filesOf(files)));
  expect(lock.state).toBe(verdict);
});

test('each dependency gets its own locked entry, in any order', async () => {
  const declared = ['a', 'b', 'c', 'c'].map((name, i) => ({
    name,
    version: '1.x',
    repository: '',
    alias: `${name}${i}`,
  }));
  const locked = [
    { name: 'b', version: '1.1.0', repository: 'oci://r' },
    { name: 'x', version: '1.2.0', repository: '' },
    { name: 'c', version: '1.3.0', repository: '' },
    { name: 'c', version: '1.4.0', repository: '' },
  ];
  const digest = await lockDigest(declared, locked);
  const { dependencies } = await reportDependencies(
    new ChartTree(
      filesOf({
        'Chart.yaml': `apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: ${JSON.stringify(declared)}\n`,
        'Chart.lock': `dependencies: ${JSON.stringify(locked)}\ndigest: ${digest}\n`,
      }),
    ),
  );
  expect(dependencies.map(({ wanted, repository }) => [wanted, repository])).toEqual([
    ['1.x', ''],
    ['1.1.0', 'oci://r'],
    ['1.3.0', ''],
    ['1.4.0', ''],
  ]);
});

function filesOf(files: Record<string, string>) {
  const utf8 = new TextEncoder();
  return Object.entries(files).map(([path, text]) => ({ path, bytes: utf8.encode(text) }));
}
