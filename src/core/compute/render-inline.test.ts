import { expect, test } from 'vitest';
import type { PackedChart } from '../chart/packed.ts';
import { contentOf } from '../chart/packed.ts';
import { createInlineCompute } from './inline.ts';
import { createInlineRendering } from './render-inline.ts';
import type { RenderedChart } from './rendering.ts';

const DB = { 'Chart.yaml': 'apiVersion: v2\nname: db\nversion: 2.0.0\n' };
const rendering = createInlineRendering();

function packed(files: Record<string, string>): Promise<PackedChart> {
  const all = {
    'Chart.yaml':
      'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: db, alias: store, version: 2.0.0}]\n',
    ...files,
  };
  return createInlineCompute().packFolder({
    folder: 'app',
    files: Object.entries(all).map(([path, text]) => ({ path, blob: new Blob([text]) })),
  });
}

async function rendered(chart: PackedChart, flags = {}): Promise<RenderedChart> {
  const outcome = await rendering.render(chart, flags);
  if (outcome.state !== 'done') throw new Error(outcome.words);
  return outcome;
}

test('each object has its lines in the text, and the file that made it', async () => {
  const { archive } = await createInlineCompute().packFolder({
    folder: 'db',
    files: Object.entries({ ...DB, 'templates/s.yaml': 'kind: Secret\nmetadata: {name: s}\n' }).map(
      ([path, text]) => ({ path, blob: new Blob([text]) }),
    ),
  });
  const files = {
    'templates/a.yaml':
      'kind: Pod\nmetadata: {name: a, namespace: ns}\n\n---\nkind: ConfigMap\nmetadata: {name: b}\n\n\n',
    'templates/hook.yaml':
      'kind: Job\nmetadata: {name: c, annotations: {"helm.sh/hook": "pre-install, test"}}\n',
    'templates/NOTES.txt': 'Well done, {{ .Release.Name }}.',
    'crds/t.yaml': 'apiVersion: x/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ts.x\n',
  };
  const chart = await packed(files);
  // A file of a chart in binary: the archive of its subchart.
  const bytes = new Uint8Array(await archive.arrayBuffer());
  const unpacked = await createInlineCompute().unpack(chart);
  const whole = await createInlineCompute().packFolder({
    folder: 'app',
    files: [
      ...(await Promise.all(
        chart.files.map(async (file) => ({ path: file.path, blob: contentOf(unpacked, file) })),
      )),
      { path: 'charts/db-2.0.0.tgz', blob: new Blob([bytes]) },
    ],
  });
  const { text, objects, notes } = await rendered(whole, { name: 'r', includeCrds: true });
  expect(notes).toBe('Well done, r.');
  expect(
    objects.map(({ kind, name, namespace, file, hooks, isCrd }) =>
      [kind, name, namespace, file, hooks?.join(), isCrd].join(' '),
    ),
  ).toEqual([
    'CustomResourceDefinition ts.x  crds/t.yaml  true',
    'Secret s  charts/db-2.0.0.tgz/templates/s.yaml  false',
    'ConfigMap b  templates/a.yaml  false',
    'Pod a ns templates/a.yaml  false',
    'Job c  templates/hook.yaml pre-install,test false',
  ]);
  expect(objects.map(({ fileLine }) => fileLine)).toEqual([2, 1, 5, 1, 1]);
  const lines = text.split('\n');
  for (const { line, kind, source } of objects) {
    expect(lines[line - 1]).toBe('---');
    expect(lines[line]).toBe(`# Source: ${source}`);
    expect(lines.slice(line).join('\n')).toContain(`kind: ${kind}`);
  }
  // They have all lines among them, but for the end of the last.
  const ends = objects.map(({ line, lines }) => line + lines);
  expect([1, ...ends]).toEqual([...objects.map(({ line }) => line), lines.length]);
  const file = await rendering.template(whole, 'app/charts/store/templates/s.yaml');
  expect(file).toContain('kind: Secret');
});

test('an error names its places in the files of the chart', async () => {
  const chart = await packed({
    'charts/db/Chart.yaml': DB['Chart.yaml'],
    'charts/db/templates/a.yaml': '\n{{ fail "no luck" }}',
  });
  const outcome = await rendering.render(chart, {});
  expect(outcome).toMatchObject({
    state: 'refused',
    words: 'execution error at (app/charts/store/templates/a.yaml:2:3): no luck',
    places: [{ start: 20, end: 57, file: 'charts/db/templates/a.yaml', line: 2 }],
  });
});

test('values that cannot be read are told as Helm tells them', async () => {
  const chart = await packed({ 'charts/db/Chart.yaml': DB['Chart.yaml'] });
  const words = async (text: string, helm: 3 | 4) => {
    const values = [{ path: 'v.yaml', bytes: new TextEncoder().encode(text) }];
    const outcome = await rendering.render(chart, { helm, values });
    return 'words' in outcome && outcome.words;
  };
  // As helm 3.22 and 4.3 have said it.
  const noList =
    'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}';
  const misplaced =
    'error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context';
  expect(await words('- 1', 3)).toBe(`failed to parse v.yaml: ${noList}`);
  expect(await words('- 1', 4)).toBe(
    `failed to parse v.yaml: cannot unmarshal yaml document: ${noList}`,
  );
  expect(await words('a: 1\nb: 2\n c: 3', 4)).toBe(
    `failed to parse v.yaml: cannot unmarshal yaml document: ${misplaced}`,
  );
});

test('lines that differ each time are found, and what takes too much is told in a code', async () => {
  const chart = await packed({
    'charts/db/Chart.yaml': DB['Chart.yaml'],
    'templates/a.yaml':
      'same: 1\nkey: {{ randAlphaNum 16 }}\nyear: {{ now | date "2006" }}\nend: 1\n',
  });
  const first = await rendered(chart);
  expect(first.differences.toSorted()).toEqual(['random', 'time']);
  expect(await rendering.varying(chart, {}, first)).toEqual([{ line: 4, lines: 2 }]);

  const endless = await packed({
    'charts/db/Chart.yaml': DB['Chart.yaml'],
    'templates/a.yaml': '{{ repeat 1000000000 "x" }}',
  });
  await expect(rendering.render(endless, {})).rejects.toMatchObject({
    code: 'work.unfinished',
    data: { reason: 'too-large' },
  });
});
