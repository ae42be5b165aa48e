import { expect, test } from 'vitest';
import { ChartTree } from '../chart/tree.ts';
import { decode } from '../yaml/decode.ts';
import { parseYaml } from '../yaml/parse.ts';
import { formatPath, parsePath } from './path.ts';
import { keyAt as keyAtPath, pathOf } from './outline.ts';
import { readValuesView, type ValuesView } from './view.ts';

const CHART = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

function treeOf(files: Record<string, string>): ChartTree {
  const encoder = new TextEncoder();
  const all = { 'Chart.yaml': CHART, ...files };
  return new ChartTree(
    Object.entries(all).map(([path, text]) => ({ path, bytes: encoder.encode(text) })),
  );
}

function own(files: Record<string, string>): Promise<ValuesView> {
  return readValuesView(treeOf(files), { chart: '' });
}

function keyAt({ keys }: ValuesView, path: string) {
  const index = keyAtPath(keys, parsePath(path));
  expect(index === undefined ? '' : formatPath(pathOf(keys, index))).toBe(path);
  return keys[index ?? -1];
}

test.each([
  [['a', 'b', 0, 'c'], 'a.b[0].c'],
  [['nodes', 'k8s.io/role', 1, 2], String.raw`nodes.k8s\.io/role[1][2]`],
  [['a[b', 'c,d=e', 'f\\g'], String.raw`a\[b.c\,d\=e.f\\g`],
])('the path %j is written %s, and read back', (path, text) => {
  expect(formatPath(path)).toBe(text);
  expect(parsePath(text)).toEqual(path);
});

test('keys have the lines of their values, with the comment above and what is commented out below', async () => {
  const view = await own({
    'values.yaml': `# Of the chart.

# Of a.
a:
  b: |
    # text
    more

  # -- Of c.
  c: {}
    # limits:
    #   cpu: 1
# Of d.
d:
- name: x
  z: 1
- name: z
anchored: &all
  k: 1
alias: *all
merged:
  <<: *all
  own: 2
`,
  });
  const lines = view.keys.map((key, i) => [
    formatPath(pathOf(view.keys, i)),
    [key.begin, key.line, key.end],
  ]);
  expect(Object.fromEntries(lines)).toEqual({
    a: [3, 4, 12],
    'a.b': [5, 5, 7],
    'a.c': [9, 10, 12],
    d: [13, 14, 17],
    'd[0]': [15, 15, 16],
    'd[0].name': [15, 15, 15],
    'd[0].z': [16, 16, 16],
    'd[1]': [17, 17, 17],
    'd[1].name': [17, 17, 17],
    anchored: [18, 18, 19],
    'anchored.k': [19, 19, 19],
    alias: [20, 20, 20],
    merged: [21, 21, 23],
    'merged.own': [23, 23, 23],
  });
  expect(keyAt(view, 'alias')).toMatchObject({ kind: 'map', isBranch: false, value: '{"k":1}' });
});

test('comments are descriptions by the customs of helm-docs and Bitnami', async () => {
  const view = await own({
    'values.yaml': `## Not of the key.
# -- (int) How many
# of them
# @default -- as many as there are
replicas: 1
## @param image.tag [string, default: latest] The tag
## @param image.pullSecrets[0].name Its name
image:
  # A plain comment.
  registry: docker.io
  tag: ""
  pullSecrets:
    - name: a
`,
  });
  expect(keyAt(view, 'replicas')?.about).toEqual({
    description: 'How many\nof them',
    type: 'int',
    default: 'as many as there are',
  });
  expect(keyAt(view, 'image.registry')?.about).toEqual({ description: 'A plain comment.' });
  expect(keyAt(view, 'image.tag')?.about).toEqual({
    description: 'The tag',
    type: 'string',
    default: 'latest',
  });
  expect(keyAt(view, 'image.pullSecrets[0].name')?.about?.description).toBe('Its name');
});

test('the schema’s words stand beside keys, references within it followed, also in circles', async () => {
  const schema = {
    required: ['a'],
    properties: {
      a: { $ref: '#/$defs/port', description: 'Its own word' },
      list: { items: { $ref: '#/$defs/item' } },
      free: { additionalProperties: { type: 'string', deprecated: true } },
      only: { enum: ['x', 'y'], type: ['string', 'null'] },
      far: { $ref: 'https://example.org/schema.json' },
      missing: { type: 'object', properties: { inner: { type: 'boolean', default: false } } },
      circle: { $ref: '#/$defs/circle' },
    },
    $defs: {
      port: { type: 'integer', minimum: 1, default: 80, description: 'A port' },
      item: { properties: { name: { $ref: '#name' } }, required: ['name'] },
      named: { $anchor: 'name', type: 'string', pattern: '^a' },
      circle: { properties: { again: { $ref: '#/$defs/circle' } } },
    },
  };
  const view = await own({
    'values.yaml': 'a: 1\nlist: [{name: a}]\nfree: {any: x}\nonly: x\nfar: {}\n',
    'values.schema.json': JSON.stringify(schema),
  });
  expect(keyAt(view, 'a')?.note).toEqual({
    types: ['integer'],
    description: 'Its own word',
    default: '80',
    limits: [['minimum', '1']],
    isRequired: true,
    isDeprecated: false,
    elsewhere: [],
  });
  expect(keyAt(view, 'list[0].name')?.note).toMatchObject({
    types: ['string'],
    isRequired: true,
    limits: [['pattern', '"^a"']],
  });
  expect(keyAt(view, 'free.any')?.note).toMatchObject({ types: ['string'], isDeprecated: true });
  expect(keyAt(view, 'only')?.note).toMatchObject({
    enum: ['"x"', '"y"'],
    types: ['string', 'null'],
  });
  expect(keyAt(view, 'far')?.note?.elsewhere).toEqual(['https://example.org/schema.json']);
  const rows = view.table.map(({ path, isWritten }) => [path, isWritten]);
  expect(rows.slice(0, 6)).toEqual([
    ['a', true],
    ['list', true],
    ['free.any', true],
    ['only', true],
    ['far', true],
    ['missing.inner', false],
  ]);
  expect(rows.length).toBeLessThan(20);
});

const PARENT = `${CHART}dependencies:
- name: db
  version: 1.0.0
  repository: ''
- name: cache
  version: 1.0.0
  repository: ''
  condition: cache.enabled
`;
const WITH_SUBCHARTS = {
  'Chart.yaml': PARENT,
  'values.yaml': `# Of the parent.
own: 1
db:
  # Set here.
  port: 2
  text: |-
    a
      b
cache: {enabled: false}
`,
  'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  'charts/db/values.yaml':
    '# Its port.\nport: 1\n# Its host.\nhost: "yes"\nlist:\n- - a\n  - {b: null}\n',
  'charts/db/values.schema.json': '{"properties": {"port": {"type": "integer"}}}',
  'charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
  'charts/cache/values.yaml': 'size: 1\n',
};

test('values of all charts together have the comments and places that they come from', async () => {
  const view = await readValuesView(treeOf(WITH_SUBCHARTS), { together: true });
  expect(view.text).toBe(`# Of the parent.
own: 1
db:
  # Set here.
  port: 2
  text: |-
    a
      b
  # Its host.
  host: "yes"
  list:
    - - a
      - b: null
  global: {}
cache:
  enabled: false`);
  expect(view.disabled).toEqual(['charts/cache']);
  expect(keyAt(view, 'db.port')).toMatchObject({
    origin: { chart: '', line: 5 },
    note: { types: ['integer'] },
  });
  expect(keyAt(view, 'db.host')?.origin).toEqual({ chart: 'charts/db', line: 4 });
  const document = parseYaml(view.text, 'values.yaml');
  expect(document && decode('any', document, 'values.yaml')).toEqual({
    own: 1,
    db: { port: 2, text: 'a\n  b', host: 'yes', list: [['a', { b: null }]], global: {} },
    cache: { enabled: false },
  });
});

test('a subchart’s own values can be looked at, and what can’t be read is told', async () => {
  const view = await readValuesView(treeOf(WITH_SUBCHARTS), { chart: 'charts/db' });
  expect(view.charts.map(({ path }) => path)).toEqual(['', 'charts/db', 'charts/cache']);
  expect(keyAt(view, 'port')).toMatchObject({ about: { description: 'Its port.' }, value: '1' });
  expect((await own({})).trouble).toEqual({ state: 'missing' });
  const broken = await own({ 'values.yaml': 'a: [\n' });
  expect(broken).toMatchObject({ text: 'a: [', keys: [], trouble: { state: 'fault' } });
  const refused = treeOf({ ...WITH_SUBCHARTS, 'values.yaml': 'db: text\n' });
  expect((await readValuesView(refused, { together: true })).trouble).toEqual({
    state: 'no-table',
    subchart: 'db',
  });
});
