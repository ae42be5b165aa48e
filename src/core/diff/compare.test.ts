import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noise, writeChart } from '../../../tests/support/charts.ts';
import type { ChartFile } from '../chart/files.ts';
import { ChartTree } from '../chart/tree.ts';
import { compareCharts, compareFile } from './compare.ts';

type Contents = Record<string, string | Uint8Array>;

const CHART_YAML = 'apiVersion: v2\nname: sloop\nversion: 1.0.0\n';

function tree(contents: Contents): ChartTree {
  const files = Object.entries({ 'Chart.yaml': CHART_YAML, ...contents }).map(
    ([path, content]): ChartFile => ({
      path,
      bytes: new Uint8Array(typeof content === 'string' ? Buffer.from(content) : content),
    }),
  );
  return new ChartTree(files);
}

const compare = (before: Contents, after: Contents) => compareCharts(tree(before), tree(after));

/** `n` lines that are a file of their own. */
const body = (name: string, n = 12) =>
  Array.from({ length: n }, (_, i) => `${name} ${i}: ${i * 7}\n`).join('');

/** The `.tgz` of a chart, made by tar. */
function archive(name: string, version: string, files: Record<string, string> = {}): Buffer {
  const work = mkdtempSync(join(tmpdir(), 'chartroom-diff-'));
  onTestFinished(() => rmSync(work, { recursive: true }));
  writeChart(join(work, name), { name, version, files });
  execFileSync('tar', ['czf', join(work, 'it.tgz'), '-C', work, name]);
  return readFileSync(join(work, 'it.tgz'));
}

describe('files', () => {
  it('are added, removed, changed, or renamed by what they hold', async () => {
    const { files, same } = await compare(
      {
        'templates/a.yaml': 'one\ntwo\nthree\n',
        'templates/old.yaml': body('old'),
        'files/moved.bin': noise(500, 1),
        'files/gone.txt': 'gone\n',
        'crds/same.yaml': 'same',
      },
      {
        'templates/a.yaml': 'one\n2\nthree\nfour\n',
        'templates/new-name.yaml': body('old').replace('old 3', 'new 3'),
        'files/elsewhere/moved.bin': noise(500, 1),
        'crds/same.yaml': 'same',
        'crds/added.yaml': 'no end of line',
      },
    );
    expect(same).toBe(false);
    const lines = (removed: number, added: number) => ({ removed, added });
    expect(files.map(({ sizes: _, ...file }) => file)).toEqual([
      { state: 'added', part: 'crds', after: 'crds/added.yaml', lines: lines(0, 1) },
      {
        ...{ state: 'renamed', part: 'other', before: 'files/moved.bin' },
        ...{ after: 'files/elsewhere/moved.bin', noLines: 'binary' },
      },
      { state: 'removed', part: 'other', before: 'files/gone.txt', lines: lines(1, 0) },
      {
        ...{ state: 'changed', part: 'templates', lines: lines(1, 2) },
        ...{ before: 'templates/a.yaml', after: 'templates/a.yaml' },
      },
      {
        ...{ state: 'renamed', part: 'templates', lines: lines(1, 1) },
        ...{ before: 'templates/old.yaml', after: 'templates/new-name.yaml' },
      },
    ]);
  });

  it('are the same where all bytes are', async () => {
    const { same, files, fields, values } = await compare({ a: 'x' }, { a: 'x' });
    expect({ same, files, fields, changes: values.changes }).toEqual({
      ...{ same: true, files: [], fields: [], changes: [] },
    });
  });

  it('say why they aren’t compared by line', async () => {
    const latin = (byte: number) => new Uint8Array([0x61, byte, 0x0a]);
    const before = { bin: noise(99, 1), long: `${'x'.repeat(5e6)}1`, latin: latin(0xe4) };
    const after = { bin: noise(99, 2), long: `${'x'.repeat(5e6)}2`, latin: latin(0xfc) };
    const { files } = await compare(before, after);
    expect(files.map(({ after, noLines }) => [after, noLines])).toEqual([
      ['bin', 'binary'],
      ['latin', 'encoding'],
      ['long', 'too-long'],
    ]);
    const place = { within: [], path: 'long' };
    const places = { before: place, after: place };
    expect(await compareFile(tree(before), tree(after), places)).toEqual({ noLines: 'too-long' });
  });

  it('are compared by line, an end of the last line included', async () => {
    const place = { within: [], path: 'a' };
    const diff = await compareFile(tree({ a: 'x\ny' }), tree({ a: 'x\ny\n' }), {
      ...{ before: place, after: place },
    });
    expect(diff).toMatchObject({
      ...{ before: 'x\ny', after: 'x\ny\n' },
      edits: [{ from: 2, to: 2, start: 2, end: 3 }],
    });
  });
});

describe('Chart.yaml', () => {
  it('is compared by field: annotations each, lists by their entries, maintainers by name', async () => {
    const yaml = (version: string, more: string) => ({
      'Chart.yaml': `apiVersion: v2\nname: sloop\nversion: ${version}\n${more}`,
    });
    const { before, after, fields } = await compare(
      yaml(
        '1.2.0',
        'appVersion: "9"\nkeywords: [sea, wind]\nmaintainers: [{name: Ann, email: a@x}]\nannotations: {a: "1", b: "2"}\ndependencies: [{name: x, version: 1}]\n',
      ),
      yaml(
        '1.3.0',
        'home: https://x\nkeywords: [wind]\nmaintainers: [{name: Ann, email: b@x}]\nannotations: {b: "3"}\n',
      ),
    );
    expect([before.version, after.version]).toEqual(['1.2.0', '1.3.0']);
    expect(fields).toEqual([
      { field: 'version', state: 'changed', before: '1.2.0', after: '1.3.0', course: 'up' },
      { field: 'home', state: 'added', after: 'https://x' },
      {
        ...{ field: 'maintainers', state: 'changed' },
        ...{ before: '{"name":"Ann","email":"a@x"}', after: '{"name":"Ann","email":"b@x"}' },
      },
      { field: 'annotations: b', state: 'changed', before: '2', after: '3' },
      { field: 'appVersion', state: 'removed', before: '9', course: undefined },
      { field: 'keywords', state: 'removed', before: 'sea' },
      { field: 'annotations: a', state: 'removed', before: '1' },
    ]);
  });
});

describe('values', () => {
  const changes = async (before: string, after: string) => {
    const { values } = await compare({ 'values.yaml': before }, { 'values.yaml': after });
    return values.changes.map(({ path, state, before, after }) => [path, state, before, after]);
  };

  it('are compared by key', async () => {
    const found = await changes(
      'a:\n  b: 1\n  gone: {x: 1, z: 2}\nlist: [1, 2]\nempty: {}\ntype: 1\nsame: yes\n',
      'list: [1, 2, 3]\nsame: true\na:\n  b: 2\n  new.key: null\nempty: {z: 1}\ntype: "1"\n',
    );
    expect(found).toEqual([
      ['list', 'changed', '[1,2]', '[1,2,3]'],
      ['a.b', 'changed', '1', '2'],
      [String.raw`a.new\.key`, 'added', undefined, 'null'],
      ['a.gone', 'removed', '{"x":1,"z":2}', undefined],
      ['empty', 'changed', '{}', '{"z":1}'],
      ['type', 'changed', '1', '"1"'],
    ]);
  });

  it('say where only the comment of a key has changed, above, behind or below it', async () => {
    const found = await changes(
      '# How many\nreplicas: 1\nport: 80 # plain\nenv: {}\n  # A: 1\nx: "a # b"\n',
      '# How many pods\nreplicas: 1\n\nport: 80 # http\nenv: {}\n  # A: 2\nx: "a # b"\n',
    );
    expect(found).toEqual([
      ['replicas', 'comment', 'How many', 'How many pods'],
      ['port', 'comment', 'plain', 'http'],
      ['env', 'comment', 'A: 1', 'A: 2'],
    ]);
  });

  it('that can’t be read on one side aren’t compared by key', async () => {
    const { values } = await compare({ 'values.yaml': 'a: 1\n' }, { 'values.yaml': 'a: [\n' });
    expect(values).toEqual({ changes: [], isCut: false, unreadable: ['after'] });
  });

  it('end where they are far too many, and nothing is said of the rest', async () => {
    const many = (last: number) => `list: [${'1, '.repeat(105_000)}${last}]\nnext: ${last}\n`;
    const { values } = await compare({ 'values.yaml': many(1) }, { 'values.yaml': many(2) });
    expect(values).toMatchObject({ changes: [], isCut: true });
  });
});

describe('dependencies and images', () => {
  const dependency = (name: string, version: string) =>
    `- {name: ${name}, version: "${version}", repository: "https://x"}\n`;

  it('go up or down, by the lock where the range stays', async () => {
    const lock = (version: string) =>
      `dependencies:\n- name: locked\n  repository: https://x\n  version: ${version}\ndigest: sha256:0\n`;
    const chart = (...declared: string[]) => `${CHART_YAML}dependencies:\n${declared.join('')}`;
    const { dependencies } = await compare(
      {
        'Chart.yaml': chart(
          dependency('locked', '1.x'),
          dependency('ranged', '~2.1'),
          dependency('old', '1'),
        ),
        'Chart.lock': lock('1.4.0'),
      },
      {
        'Chart.yaml': chart(
          dependency('locked', '1.x'),
          dependency('ranged', '~2.0'),
          dependency('new', '1'),
        ),
        'Chart.lock': lock('1.5.0'),
      },
    );
    expect(dependencies.map(({ name, state, course }) => [name, state, course])).toEqual([
      ['locked', 'changed', 'up'],
      ['ranged', 'changed', 'down'],
      ['new', 'added', undefined],
      ['old', 'removed', undefined],
    ]);
  });

  it('are found in values and in the annotation, each with its place', async () => {
    const annotated = (image: string) =>
      `${CHART_YAML}annotations:\n  artifacthub.io/images: |\n    - name: web\n      image: ${image}\n`;
    const { images } = await compare(
      {
        'Chart.yaml': annotated('docker.io/web:1.0'),
        'values.yaml':
          'image: {registry: quay.io, repository: a/b, tag: "1.2"}\nside: {image: "x/y:1"}\n',
      },
      {
        'Chart.yaml': annotated('docker.io/web:0.9'),
        'values.yaml':
          'image: {registry: quay.io, repository: a/b, tag: "1.10"}\nside: {image: "x/y:1"}\nrepo: {repository: "https://no.image", tag: 1}\n',
      },
    );
    expect(images).toEqual([
      {
        ...{ from: 'annotation', place: 'web', state: 'changed', course: 'down' },
        ...{ before: 'docker.io/web:1.0', after: 'docker.io/web:0.9' },
      },
      {
        ...{ from: 'values', place: 'image', state: 'changed', course: 'up' },
        ...{ before: 'quay.io/a/b:1.2', after: 'quay.io/a/b:1.10' },
      },
      {
        ...{ from: 'values', place: 'side.image', state: 'same' },
        ...{ before: 'x/y:1', after: 'x/y:1' },
      },
    ]);
  });
});

it('goes neither up nor down to another image', async () => {
  const values = (image: string) => ({ 'values.yaml': `image: ${image}\n` });
  const { images } = await compare(values('a/web:2'), values('b/web:1'));
  expect(images).toMatchObject([{ place: 'image', state: 'changed', course: undefined }]);
});

describe('charts in charts/', () => {
  it('are compared as charts, also where a folder became an archive', async () => {
    const before = {
      'charts/buoy/Chart.yaml':
        'apiVersion: v2\nname: buoy\nversion: 0.1.0\ndescription: A sample\n',
      'charts/buoy/values.yaml': 'replicas: 1\n',
      'charts/buoy/templates/old.yaml': 'x',
      'charts/same-1.0.0.tgz': archive('same', '1.0.0'),
      'charts/gone/Chart.yaml': 'apiVersion: v2\nname: gone\nversion: 0.1.0\n',
    };
    const after = {
      'charts/buoy-0.2.0.tgz': archive('buoy', '0.2.0', { 'values.yaml': 'replicas: 2\n' }),
      'charts/same-1.0.0.tgz': archive('same', '1.0.0', { 'values.yaml': 'replicas: 1\n' }),
      'charts/broken-1.tgz': 'no archive',
    };
    const { files, subcharts } = await compare(before, after);
    expect(files.map(({ state, after }) => [state, after])).toEqual([
      ['added', 'charts/broken-1.tgz'],
    ]);
    const [buoy, ...others] = subcharts;
    expect(others).toMatchObject([{ state: 'removed', before: { name: 'gone' } }]);
    expect(buoy).toMatchObject({ state: 'changed', course: 'up', after: { version: '0.2.0' } });
    expect(buoy?.comparison?.values.changes).toMatchObject([{ path: 'replicas', after: '2' }]);

    const places = {
      before: { within: ['charts/buoy'], path: 'values.yaml' },
      after: { within: ['charts/buoy-0.2.0.tgz'], path: 'values.yaml' },
    };
    expect(await compareFile(tree(before), tree(after), places)).toMatchObject({
      ...{ before: 'replicas: 1\n', after: 'replicas: 2\n' },
    });
  });
});
