import { expect, test } from 'vitest';
import { dependencySource, joinFolder } from './source.ts';
import { goYamlScalar } from '../yaml/emit.ts';
import { parseYaml } from '../yaml/parse.ts';

test('text is quoted where YAML would take it for something else', () => {
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
