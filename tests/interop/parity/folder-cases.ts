/** Chart folders: files of every kind that Helm tells apart, and rules that leave them out. */
import fc from 'fast-check';
import { packArchive } from '../../../src/core/chart/archive.ts';
import { loadOrder } from '../../../src/core/chart/load-order.ts';

/** A folder's files by path. */
export type Folder = Record<string, string | Uint8Array>;

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const fileName = oneOf(
  ...['a.yaml', 'b.txt', 'a', 'a-b', 'README.md', 'NOTES.txt', '_helpers.tpl', '.hidden', '_x'],
  ...['é.txt', '\u{1f600}.md', '\uff01', 'UPPER', 'two words', 'x.prov', 'Chart.yaml'],
  ...['x.bak', '!x', '#x', '[a]', 'a*b', `${'long-'.repeat(25)}name`, 'charts', 'templates'],
);
const folderName = oneOf(
  'templates',
  'templates/sub',
  'templates/.d',
  'crds',
  'files',
  'a',
  'a/b',
  '.git',
  'docs',
);
const content = oneOf('', 'x', '\ufeffmarked', 'é\r\n', 'a: 1\n', '{{ .Values.x }}');
const file = fc
  .tuple(fc.option(folderName, { nil: '' }), fileName, content)
  .map(([folder, name, text]): Folder => ({ [folder ? `${folder}/${name}` : name]: text }));

const lock = 'dependencies: []\ndigest: sha256:abc\ngenerated: "2021-09-01T20:34:58.651387237Z"\n';
const special = oneOf<Folder>(
  { 'values.yaml': 'a: 1\n' },
  { 'values.yaml': '' },
  { 'values.schema.json': '{"type": "object"}' },
  { 'Chart.lock': lock },
  { 'Chart.lock': '# nothing\n' },
  { 'requirements.lock': lock },
  { 'requirements.yaml': 'dependencies: []\n' },
  { 'requirements.yaml': 'dependencies:\n- name: sub-a\n  version: 1.10\n  repository: ""\n' },
  { 'charts/_off/Chart.yaml': 'no chart', 'charts/_off/x': 'x' },
  { 'charts/.off': 'x' },
  { 'charts/sub-a.tgz.prov': 'signed' },
  { 'charts/sub-b/notes.prov': 'deep', 'charts/sub-b/Chart.yaml': subchartYaml('sub-b') },
);

function subchartYaml(name: string, apiVersion = 'v2'): string {
  return `apiVersion: ${apiVersion}\nname: ${name}\nversion: 1.0.0\n`;
}

/** Files without those that can't be beside each other in one folder: a file and a folder of one name. */
const files = fc
  .array(fc.oneof({ weight: 3, arbitrary: file }, special), { maxLength: 10 })
  .map(merged);

function merged(parts: readonly Folder[]): Folder {
  const folder: Folder = {};
  for (const [path, text] of parts.flatMap((part) => Object.entries(part))) {
    const isTaken = Object.keys(folder).some(
      (other) => other.startsWith(`${path}/`) || path.startsWith(`${other}/`),
    );
    if (!isTaken) folder[path] = text;
  }
  return folder;
}

const subchart = fc
  .record({
    name: oneOf('sub-a', 'sub-b', 'Sub', 'é'),
    api: oneOf('v1', 'v2'),
    inner: files,
    inArchive: fc.boolean(),
  })
  .map(({ name, api, inner, inArchive }) => ({
    name,
    inArchive,
    own: { ...inner, 'Chart.yaml': subchartYaml(name, api) } as Folder,
  }));

/** A chart's folder with Chart.yaml for `name`. */
export function chartFolder(name: string): fc.Arbitrary<Promise<Folder>> {
  return fc
    .record({
      api: oneOf('v1', 'v2', 'v2'),
      own: files,
      subcharts: fc.uniqueArray(subchart, { maxLength: 2, selector: ({ name }) => name }),
    })
    .map(async ({ api, own, subcharts }) => {
      const parts: Folder[] = [{ 'Chart.yaml': subchartYaml(name, api) }];
      for (const { name: subname, own: inner, inArchive } of subcharts) {
        parts.push(inArchive ? await asArchive(subname, inner) : below(`charts/${subname}`, inner));
      }
      return merged([...parts, own]);
    });
}

function below(root: string, folder: Folder): Folder {
  return Object.fromEntries(
    Object.entries(folder).map(([path, text]) => [`${root}/${path}`, text]),
  );
}

async function asArchive(name: string, folder: Folder): Promise<Folder> {
  const files = Object.entries(folder)
    .map(([path, text]) => ({ path, bytes: new Uint8Array(Buffer.from(text)) }))
    .sort(loadOrder);
  const archive = await packArchive(name, files).arrayBuffer();
  return { [`charts/${name}-1.0.0.tgz`]: new Uint8Array(archive) };
}

const part = oneOf(
  ...[
    'a',
    'b',
    'sub',
    'templates',
    'charts',
    'x',
    'keep.txt',
    'a.txt',
    'é',
    '.git',
    '.hidden',
    'docs',
  ],
  ...[
    '*',
    '*.txt',
    '?',
    '??',
    '[a-c]',
    '[^a]',
    '[!a]',
    'a*',
    '*b*',
    '\\a',
    '\\*',
    '.*',
    '?*',
    '[é-ü]*',
  ],
);
const pattern = fc
  .tuple(
    oneOf(...Array<string>(20).fill(''), '/', '/', '/', '/', '!', '!/', './', '//'),
    fc.array(part, { minLength: 1, maxLength: 3 }),
    oneOf('', '', '', '/', '//', ' ', '\t'),
  )
  .map(([start, parts, end]) => start + parts.join('/') + end);
const rule = fc.oneof(
  { weight: 60, arbitrary: pattern },
  {
    weight: 4,
    arbitrary: oneOf('', '# a', '  # b', '!', '/', '!Chart.yaml', 'a # b', 'x*['),
  },
  { weight: 1, arbitrary: oneOf('a**', '[', '[a', '[]a]', 'a\\', '[-]') },
);

/** A .helmignore; most leave Chart.yaml in. */
export const helmignore: fc.Arbitrary<string> = fc
  .tuple(
    oneOf('', '', '\ufeff'),
    fc.array(rule, { minLength: 1, maxLength: 4 }),
    oneOf('\n', '\n', '\r\n'),
  )
  .map(([mark, rules, eol]) => mark + rules.join(eol) + eol);

/** What generated rules are tried on. */
export const IGNORABLE: Folder = Object.fromEntries(
  [
    ...[
      'a',
      'b',
      'x',
      'keep.txt',
      'a.txt',
      'é',
      '!x',
      '#x',
      '*',
      'ab',
      'abc',
      'foo # c',
      '.hidden',
    ],
    ...['docs/a', 'docs/a.txt', 'docs/keep.txt', 'docs/sub/a', 'docs/sub/b.txt', 'docs/.git/a'],
    ...[
      'sub/a',
      'sub/b',
      'sub/sub/a.txt',
      'templates/a.yaml',
      'templates/.hidden',
      'templates/b/.x',
    ],
    ...['templates/.git/a', '.git/config', '.git/sub/a', 'c/a/b', 'c/é/ü.txt', 'c/a b/x', 'c/?'],
  ].map((path) => [path, path]),
);
