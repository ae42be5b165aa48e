import { expect, test } from 'vitest';
import { isChartroomError } from '../errors.ts';
import { goJson } from '../go/json.ts';
import { metadataOf } from './tree.ts';

const utf8 = new TextEncoder();

function metadataIn(chartYaml: string, requirements = '') {
  return metadataOf([
    { path: 'Chart.yaml', bytes: utf8.encode(chartYaml) },
    { path: 'requirements.yaml', bytes: utf8.encode(requirements) },
  ]);
}

const BASE = 'apiVersion: v2\nname: x\nversion: 1.0.0\n';

/** A chart's metadata without the fields that every chart must have. */
function read(yaml: string, requirements?: string): object {
  const entries = Object.entries(metadataIn(BASE + yaml, requirements));
  return Object.fromEntries(
    entries.filter(([key]) => !['name', 'version', 'apiVersion'].includes(key)),
  );
}

function failure(chartYaml: string): unknown {
  try {
    metadataIn(chartYaml);
  } catch (error) {
    if (isChartroomError(error)) return { code: error.code, ...error.data };
    throw error;
  }
  return undefined;
}

test("fields come in the order of Helm's config, whatever the order in the file", () => {
  const metadata = metadataIn(
    'version: 1.0.0\napiVersion: v2\nannotations: {b: x, a: w}\nunknown: 1\nname: x\nhome: h\n',
  );
  expect(goJson(metadata)).toBe(
    '{"name":"x","home":"h","version":"1.0.0","apiVersion":"v2","annotations":{"a":"w","b":"x"}}',
  );
});

// Each pair as helm 3.22 and 4.3 read it; ".inf" as 3.22 does, 4.3 refuses it.
test.each([
  ['1.0', '1'],
  ['1.10', '1.1'],
  ['7244500.0', '7.2445e+06'],
  ['yes', 'true'],
  ['1e3', '1000'],
  ['0x10', '16'],
  ['010', '8'],
  ['08', '8'],
  ['1_000', '1000'],
  ['2020-01-01', '2020-01-01'],
  ['1:30', '1:30'],
  ['12345678901234567890', '12345678901234567890'],
  ['18446744073709551616', '1.8446744e+19'],
  ['1.5e300', '+Inf'],
  ['1e400', '1e400'],
  ['-0.0', '-0'],
  ['.inf', '+Inf'],
  ['!!binary aGk=', 'hi'],
])('appVersion: %s is read as %s', (written, value) => {
  expect(read(`appVersion: ${written}`)).toEqual({ appVersion: value });
});

test.each(['null', '~', '', '""'])('appVersion: %s is left out', (written) => {
  expect(read(`appVersion: ${written}`)).toEqual({});
});

test('scalars in lists and annotations turn into text, nulls into empty text', () => {
  expect(read('keywords: [1, null, 1.50]')).toEqual({ keywords: ['1', '', '1.5'] });
  expect(read('annotations: {a: null, 1: 2.50, yes: no}')).toEqual({
    annotations: { '1': '2.5', a: '', true: 'false' },
  });
});

test('free-form values keep their types', () => {
  const yaml = 'dependencies: [{name: a, import-values: [1.50, {b: yes, a: .5}, 12345678.5]}]';
  expect(read(yaml)).toEqual({
    dependencies: [
      { name: 'a', repository: '', 'import-values': [1.5, { a: 0.5, b: true }, 12345678.5] },
    ],
  });
});

test('keys match by any case, the last in byte order counts', () => {
  expect(read('APPVERSION: 1\nKeywordſ: [a]\nHome: a\nhome: b\nHOME: c')).toEqual({
    appVersion: '1',
    keywords: ['a'],
    home: 'b',
  });
});

test('a key that cannot be text is no error in a map that a later one replaces', () => {
  expect(read('annotations: {~: a}\nannotations: {b: c}')).toEqual({ annotations: { b: 'c' } });
});

test('text is cleaned, but not version, type, alias and annotations', () => {
  expect(read('description: "a\\u200bb\\tc\\u00add\\x7f\\u2028e\\ue000"')).toEqual({
    description: 'ab cd e',
  });
  expect(read('maintainers: [{name: "a\\tb"}]\nkeywords: ["\\u200b"]')).toEqual({
    maintainers: [{ name: 'a b' }],
    keywords: [''],
  });
  expect(read('annotations: {"a\\tb": "c\\u200b"}')).toEqual({
    annotations: { 'a\tb': 'c\u200b' },
  });
});

test('requirements.yaml comes on top of Chart.yaml', () => {
  expect(read('', 'dependencies: [{name: a, version: 1.10}]')).toEqual({
    dependencies: [{ name: 'a', version: '1.1', repository: '' }],
  });
  expect(
    read('dependencies: [{name: a, alias: z}, {name: b}]', 'dependencies: [{name: c}]'),
  ).toEqual({ dependencies: [{ name: 'c', repository: '', alias: 'z' }] });
});

test('a chart without apiVersion is v1', () => {
  expect(metadataIn('name: x\nversion: 1\n')).toEqual({
    name: 'x',
    version: '1',
    apiVersion: 'v1',
  });
});

test.each<[string, object]>([
  ['', { code: 'chart.metadata-invalid', field: 'name', reason: 'required' }],
  ['- a', { field: '', reason: 'no-map', line: 1 }],
  ['version: 1.0.0', { field: 'name', reason: 'required' }],
  ['version: 1.0.0\nname: ""', { field: 'name', line: 2 }],
  ['version: 1.0.0\nname: ..', { field: 'name', reason: 'dots' }],
  ['version: 1.0.0\nname: a/b', { field: 'name', reason: 'slash' }],
  ['name: x', { code: 'chart.version-invalid', version: '' }],
  ['name: x\nversion: 1.2.3.4', { code: 'chart.version-invalid', version: '1.2.3.4' }],
  [`${BASE}name: [a]`, { field: 'name', reason: 'no-text', line: 4 }],
  [`${BASE}type: chart`, { field: 'type', line: 4 }],
  [`${BASE}deprecated: "true"`, { field: 'deprecated', line: 4 }],
  [`${BASE}deprecated: 1`, { field: 'deprecated', line: 4 }],
  [`${BASE}maintainers: [a]`, { field: 'maintainers[0]', reason: 'no-map' }],
  [`${BASE}maintainers:\n- ~`, { field: 'maintainers[0]', reason: 'empty', line: 5 }],
  [`${BASE}dependencies: [~]`, { field: 'dependencies[0]', reason: 'empty' }],
  [`${BASE}dependencies: [{name: a, alias: a.b}]`, { field: 'dependencies[0].alias', line: 4 }],
  [`${BASE}dependencies: [{name: a}, {name: b, alias: a}]`, { field: 'dependencies[1]' }],
  [`${BASE}annotations:\n  ~: a`, { field: 'annotations', line: 5 }],
  [`${BASE}unknown: {~: a}`, { field: 'unknown', line: 4 }],
  [`${BASE}18446744073709551615: a`, { field: '', line: 4 }],
  [`${BASE}annotations: [a]`, { field: 'annotations', reason: 'no-map' }],
  [`${BASE}keywords: a`, { field: 'keywords', reason: 'no-list' }],
  [`${BASE}unknown: .inf`, { field: 'unknown', reason: 'no-finite-number' }],
])('%j is refused as Helm refuses it', (chartYaml, error) => {
  expect(failure(chartYaml)).toMatchObject(error);
});
