import { expect, test } from 'vitest';
import { templateNames } from './template-names.ts';
import { searchFiles } from './text-search.ts';

const encoder = new TextEncoder();
const file = (path: string, text: string) => ({ path, bytes: encoder.encode(text) });

test('each line is found once, with what stands around the place, and paths beside them', () => {
  const long = `${'x'.repeat(500)} Port port ${'y'.repeat(500)}`;
  const files = [
    file('templates/port.yaml', 'a: 1\r\n    port: 80, port\nno\nPORT'),
    file('values.yaml', long),
    { path: 'icon.png', bytes: encoder.encode('port\0') },
  ];
  const { paths, hits, isCut } = searchFiles(files, 'port');
  expect(paths).toEqual(['templates/port.yaml']);
  expect(isCut).toBe(false);
  expect(hits.map(({ path, line }) => [path, line])).toEqual([
    ['templates/port.yaml', 2],
    ['templates/port.yaml', 4],
    ['values.yaml', 1],
  ]);
  for (const { excerpt, at, length } of hits) {
    expect(excerpt.length).toBeLessThanOrEqual(240);
    expect(excerpt.slice(at, at + length).toLowerCase()).toBe('port');
  }
});

test('signs of patterns are searched as they are; nothing is found for nothing', () => {
  const files = [file('a', 'x.*y\n(z)[1]{2}\\d|e^f$g+h?i-j/k')];
  expect(searchFiles(files, '.*').hits).toHaveLength(1);
  expect(searchFiles(files, '(z)[1]{2}\\d|e^f$g+h?i-j/k').hits).toHaveLength(1);
  expect(searchFiles(files, 'x..y').hits).toEqual([]);
  expect(searchFiles(files, '').hits).toEqual([]);
});

test('a long result ends, and says so', () => {
  const { hits, isCut } = searchFiles([file('a', 'x\n'.repeat(5000))], 'x');
  expect([hits.length, isCut]).toEqual([1000, true]);
});

test('names of templates are found where they are defined and used, and values where they are read', () => {
  const files = [
    file(
      'templates/_helpers.tpl',
      '{{/* {{ define "comment" }} */}}\n{{- define "app.name" -}}{{ .Values.a.b | default .Chart.Name }}{{- end }}',
    ),
    file(
      'charts/db/templates/x.yaml',
      'text "app.name"\nn: {{ include "app.name" . | quote }}\n{{ template `app.name` }}\n' +
        '{{ block "own" $.Values }}{{ end }}{{ printf "app.name" }}',
    ),
    file('README.md', '{{ include "app.name" . }}'),
  ];
  const { templates, values } = templateNames(files);
  expect([...templates.keys()]).toEqual(['app.name', 'own']);
  expect(templates.get('app.name')).toEqual({
    definitions: [{ path: 'templates/_helpers.tpl', line: 2, column: 13, length: 8 }],
    uses: [
      { path: 'charts/db/templates/x.yaml', line: 2, column: 16, length: 8 },
      { path: 'charts/db/templates/x.yaml', line: 3, column: 14, length: 8 },
    ],
  });
  expect(templates.get('own')).toMatchObject({ definitions: [{ line: 4 }], uses: [{ line: 4 }] });
  expect([...values]).toEqual([
    ['a.b', [{ path: 'templates/_helpers.tpl', line: 2, column: 29, length: 11 }]],
  ]);
});
