import type { FindingCode } from '../../src/core/lint/codes.ts';
import type { Finding } from '../../src/core/lint/finding.ts';

/** Files by path; undefined takes one of the sample's away. */
export type Files = Record<string, string | Uint8Array<ArrayBuffer> | undefined>;

/** A chart that no rule has anything to say about, ours or Helm's. */
export const CLEAN = {
  'Chart.yaml':
    'apiVersion: v2\nname: sample\nversion: 1.2.3\nicon: https://example.com/icon.svg\n',
  'values.yaml': 'replicas: 1\n',
  'templates/configmap.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n',
};

/** A chart for charts/ as files below `charts/<name>/`. */
const subchart = (name: string, version = '1.0.0'): Files => ({
  [`charts/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
});

/** Chart.yaml of the sample with lines added. */
const more = (lines: string): Files => ({ 'Chart.yaml': CLEAN['Chart.yaml'] + lines });
/** Chart.yaml of the sample with its version written otherwise. */
const versioned = (version: string): Files => ({
  'Chart.yaml': CLEAN['Chart.yaml'].replace('1.2.3', version),
});

const CRD = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';
/** The same bytes for many files, so that 100 MiB of them cost 5. */
const LARGE = new Uint8Array(5 * 1024 * 1024 + 1);

/** What a case must find: code, file, line, and the arguments that its words are made of. */
type Expected = [FindingCode, string, number?, Finding['args']?];

export interface LintCase {
  name: string;
  files: Files;
  found: Expected[];
}

/** A rule or more each; all together they find every code there is. */
export const LINT_CASES: LintCase[] = [
  { name: 'clean', files: {}, found: [] },
  {
    name: 'no Chart.yaml',
    files: { 'Chart.yaml': undefined },
    found: [['chart.yaml-missing', 'Chart.yaml']],
  },
  {
    name: 'Chart.yaml ignored',
    files: { 'Chart.yaml': undefined, '.helmignore': '# all\n*.y?ml\n' },
    found: [['chart.yaml-ignored', '.helmignore', 2, { pattern: '*.y?ml' }]],
  },
  {
    name: 'broken Chart.yaml',
    files: { 'Chart.yaml': 'apiVersion: v2\nname: [sample\n' },
    found: [['chart.yaml-unreadable', 'Chart.yaml', 3]],
  },
  {
    name: 'a list for text',
    files: more('home: [a]\n'),
    found: [['chart.yaml-unreadable', 'Chart.yaml', 5, { reason: 'home must be text' }]],
  },
  {
    name: 'broken requirements.yaml',
    files: { 'requirements.yaml': 'dependencies: x\n' },
    found: [['chart.yaml-unreadable', 'requirements.yaml', 1]],
  },
  {
    name: 'unknown and repeated keys',
    files: more(
      'Home: https://example.com\nmaintainer: x\nmaintainers:\n- name: a\n  age: 1\nannotations:\n  a: b\n  a: c\n',
    ),
    found: [
      ['chart.key-unknown', 'Chart.yaml', 6, { key: 'maintainer' }],
      ['chart.key-unknown', 'Chart.yaml', 9, { key: 'age' }],
      ['chart.key-repeated', 'Chart.yaml', 12, { key: 'a' }],
    ],
  },
  {
    name: 'an empty Chart.yaml',
    files: { 'Chart.yaml': '# nothing\n' },
    found: [
      ['chart.name-missing', 'Chart.yaml'],
      ['chart.api-version-missing', 'Chart.yaml'],
      ['chart.version-missing', 'Chart.yaml'],
      ['chart.icon-missing', 'Chart.yaml'],
    ],
  },
  {
    name: 'a name with a slash',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('sample', 'a/b') },
    found: [['chart.name-invalid', 'Chart.yaml', 2, { name: 'a/b' }]],
  },
  {
    name: 'a name with capitals',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('sample', 'Sample') },
    found: [['chart.name-not-oci', 'Chart.yaml', 2, { name: 'Sample' }]],
  },
  {
    name: 'apiVersion v3',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('v2', 'v3') },
    found: [['chart.api-version-invalid', 'Chart.yaml', 1, { apiVersion: 'v3' }]],
  },
  {
    name: 'a version that is a number',
    files: versioned('1.10'),
    found: [
      ['chart.version-not-text', 'Chart.yaml', 3, { version: '1.1' }],
      ['chart.version-not-strict', 'Chart.yaml', 3, { version: '1.1' }],
    ],
  },
  {
    name: 'a version that is none',
    files: versioned('latest'),
    found: [['chart.version-invalid', 'Chart.yaml', 3, { version: 'latest' }]],
  },
  {
    name: 'the lowest version',
    files: versioned('0.0.0-0'),
    found: [['chart.version-zero', 'Chart.yaml', 3, { version: '0.0.0-0' }]],
  },
  {
    name: 'a version with a v',
    files: versioned('v1.2.3'),
    found: [['chart.version-prefixed', 'Chart.yaml', 3, { version: 'v1.2.3' }]],
  },
  {
    name: 'a version of two parts',
    files: versioned('"1.2"'),
    found: [['chart.version-not-strict', 'Chart.yaml', 3, { version: '1.2' }]],
  },
  {
    name: 'a version too long for a tag',
    files: versioned(`1.2.3+${'a'.repeat(123)}`),
    found: [['chart.version-not-tag', 'Chart.yaml', 3]],
  },
  { name: 'the longest tag', files: versioned(`1.2.3+${'a'.repeat(122)}`), found: [] },
  {
    name: 'an appVersion that is a number',
    files: more('appVersion: 1.10\n'),
    found: [['chart.app-version-not-text', 'Chart.yaml', 5, { appVersion: '1.1' }]],
  },
  {
    name: 'an appVersion that is null',
    files: more('appVersion:\n'),
    found: [['chart.app-version-not-text', 'Chart.yaml', 5, { appVersion: '' }]],
  },
  { name: 'an appVersion that is a date', files: more('appVersion: 2020-01-01\n'), found: [] },
  {
    name: 'maintainers',
    files: more(
      'maintainers:\n- name: ann\n  email: Ann\n- name: bob\n  url: "no url"\n- email: c@example.com\n',
    ),
    found: [
      ['chart.maintainer-email', 'Chart.yaml', 7, { email: 'Ann', name: 'ann' }],
      ['chart.maintainer-url', 'Chart.yaml', 9, { url: 'no url', name: 'bob' }],
      ['chart.maintainer-unnamed', 'Chart.yaml', 10],
    ],
  },
  {
    name: 'an empty maintainer',
    files: more('maintainers:\n- null\n'),
    found: [['chart.maintainer-empty', 'Chart.yaml', 6]],
  },
  {
    name: 'sources',
    files: more('sources:\n- https://example.com\n- example.com\n-\n'),
    found: [
      ['chart.source-invalid', 'Chart.yaml', 7, { source: 'example.com' }],
      ['chart.source-invalid', 'Chart.yaml', 8, { source: '' }],
    ],
  },
  {
    name: 'no icon',
    files: { 'Chart.yaml': 'apiVersion: v2\nname: sample\nversion: 1.2.3\n' },
    found: [['chart.icon-missing', 'Chart.yaml']],
  },
  {
    name: 'an icon that is a path',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('https://example.com', '') },
    found: [['chart.icon-invalid', 'Chart.yaml', 4, { icon: '/icon.svg' }]],
  },
  {
    name: 'a type there isn’t',
    files: more('type: operator\n'),
    found: [['chart.type-invalid', 'Chart.yaml', 5, { type: 'operator' }]],
  },
  {
    name: 'what only v2 charts have',
    files: {
      'Chart.yaml': `${CLEAN['Chart.yaml'].replace('v2', 'v1')}type: application\ndependencies:\n- {name: a, version: 1.x, repository: ""}\n`,
      ...subchart('a'),
    },
    found: [
      ['chart.type-needs-v2', 'Chart.yaml', 5],
      ['chart.dependencies-need-v2', 'Chart.yaml', 7],
    ],
  },
  {
    name: 'a kubeVersion that is none',
    files: more('kubeVersion: 1.20 or later\n'),
    found: [['chart.kube-version-invalid', 'Chart.yaml', 5, { kubeVersion: '1.20 or later' }]],
  },
  {
    name: 'annotations of OCI',
    files: more(
      'description: a\nannotations:\n  org.opencontainers.image.description: b\n  org.opencontainers.image.url: c\n  org.opencontainers.image.title: d\n',
    ),
    found: [
      [
        'chart.annotation-overrides',
        'Chart.yaml',
        7,
        { key: 'org.opencontainers.image.description', field: 'description' },
      ],
      ['chart.annotation-dropped', 'Chart.yaml', 9, { key: 'org.opencontainers.image.title' }],
    ],
  },
  {
    name: 'files too large',
    files: Object.fromEntries([...Array(20).keys()].map((i) => [`files/${i}`, LARGE])),
    found: [
      ['chart.over-size-limit', 'files/0'],
      ...[...Array(20).keys()].map((i): Expected => ['file.over-helm-3-limit', `files/${i}`]),
    ],
  },
  {
    name: 'dependencies that Helm doesn’t load',
    files: more(
      'dependencies:\n- null\n- {name: a, version: 1.x, repository: "", alias: "a b"}\n- {name: b, version: "1", repository: ""}\n- {name: c, alias: b, version: "1", repository: ""}\n',
    ),
    found: [
      ['dependency.empty', 'Chart.yaml', 6],
      ['dependency.alias-invalid', 'Chart.yaml', 7, { name: 'a', alias: 'a b' }],
      ['dependency.duplicate', 'Chart.yaml', 9, { name: 'b' }],
      ['dependency.missing', 'Chart.yaml', 7, { name: 'a' }],
      ['dependency.missing', 'Chart.yaml', 8, { name: 'b' }],
      ['dependency.missing', 'Chart.yaml', 9, { name: 'c' }],
    ],
  },
  {
    name: 'dependencies against charts/',
    files: {
      ...more(
        'dependencies:\n- {name: a, version: latest, repository: ""}\n- {name: b, version: ^2, repository: ""}\n- {name: c, repository: ""}\n',
      ),
      ...subchart('a'),
      ...subchart('b', '1.9.0'),
      ...subchart('d'),
      'charts/_e/x': '',
      'charts/.f': '',
      'charts/d.prov': '',
    },
    found: [
      ['dependency.version-invalid', 'Chart.yaml', 6, { name: 'a', version: 'latest' }],
      [
        'dependency.version-mismatch',
        'Chart.yaml',
        7,
        { name: 'b', declared: '^2', found: '1.9.0' },
      ],
      ['dependency.version-invalid', 'Chart.yaml', 8, { name: 'c', version: '' }],
      ['dependency.missing', 'Chart.yaml', 8, { name: 'c' }],
      ['dependency.undeclared', 'charts/d', undefined, { name: 'd' }],
    ],
  },
  {
    name: 'dependencies of a v1 chart',
    files: {
      'Chart.yaml': CLEAN['Chart.yaml'].replace('v2', 'v1'),
      'requirements.yaml': 'dependencies:\n- name: a\n  version: 1.x\n',
    },
    found: [['dependency.missing', 'requirements.yaml', 2, { name: 'a' }]],
  },
  {
    name: 'what is no chart in charts/',
    files: { 'charts/README.md': '', 'charts/b/Chart.yaml': 'name: b\n', 'charts/c.tgz': 'x' },
    found: [
      ['dependency.subchart-unreadable', 'charts/README.md'],
      ['dependency.subchart-unreadable', 'charts/b'],
      ['dependency.subchart-unreadable', 'charts/c.tgz'],
    ],
  },
  {
    name: 'a broken lock file',
    files: { 'Chart.lock': 'dependencies: {}\n' },
    found: [['lock.unreadable', 'Chart.lock', 1]],
  },
  {
    name: 'a lock file of other dependencies',
    files: {
      ...more('dependencies:\n- {name: a, version: 1.x, repository: ""}\n'),
      ...subchart('a'),
      'Chart.lock': `dependencies:\n- {name: a, version: 1.0.0, repository: ""}\ndigest: sha256:${'0'.repeat(64)}\ngenerated: "2021-09-01T20:34:58Z"\n`,
    },
    found: [['lock.outdated', 'Chart.lock', 3, { lock: 'Chart.lock', chart: 'Chart.yaml' }]],
  },
  {
    name: 'no values.yaml',
    files: { 'values.yaml': undefined },
    found: [['values.missing', 'values.yaml']],
  },
  {
    name: 'broken values.yaml',
    files: { 'values.yaml': 'a: 1\nb: @c\n' },
    found: [['values.unreadable', 'values.yaml', 2]],
  },
  {
    name: 'values.yaml with a list',
    files: { 'values.yaml': '- a\n' },
    found: [['values.unreadable', 'values.yaml', 1]],
  },
  { name: 'values.yaml with nothing', files: { 'values.yaml': '# nothing\n' }, found: [] },
  {
    name: 'a broken schema',
    files: { 'values.schema.json': '{' },
    found: [['values.schema-unreadable', 'values.schema.json']],
  },
  {
    name: 'values against the schema',
    files: {
      'values.yaml': 'replicas: two\nnested:\n  deep: [1, x]\nextra: 1\n',
      'values.schema.json': JSON.stringify({
        type: 'object',
        required: ['image'],
        additionalProperties: false,
        properties: {
          replicas: { type: 'integer' },
          image: true,
          nested: {
            properties: { deep: { items: { anyOf: [{ type: 'number' }, { type: 'null' }] } } },
          },
        },
      }),
    },
    found: [
      [
        'values.schema-mismatch',
        'values.yaml',
        1,
        {
          at: '',
          problem: 'Instance does not have required property "image".',
        },
      ],
      [
        'values.schema-mismatch',
        'values.yaml',
        1,
        {
          at: 'replicas',
          problem: 'Instance type "string" is invalid. Expected "integer".',
        },
      ],
      [
        'values.schema-mismatch',
        'values.yaml',
        3,
        {
          at: 'nested.deep.1',
          problem: 'Instance does not match any subschemas.',
        },
      ],
      [
        'values.schema-mismatch',
        'values.yaml',
        4,
        { at: 'extra', problem: 'It is not allowed here.' },
      ],
    ],
  },
  {
    name: 'a schema that refers elsewhere',
    files: { 'values.schema.json': '{"$ref": "https://example.com/schema.json"}' },
    found: [['values.schema-unchecked', 'values.schema.json']],
  },
  {
    name: 'no templates',
    files: { 'templates/configmap.yaml': undefined },
    found: [['templates.missing', 'templates']],
  },
  {
    name: 'templates as a file',
    files: { 'templates/configmap.yaml': undefined, templates: '' },
    found: [['templates.not-folder', 'templates']],
  },
  {
    name: 'templates with other extensions',
    files: {
      'templates/a.json': '{}',
      'templates/Makefile': '',
      'templates/b.YAML': '',
      'templates/c.d/e.tpl': '',
    },
    found: [
      ['template.extension', 'templates/a.json', undefined, { extension: '.json' }],
      ['template.extension', 'templates/Makefile', undefined, { extension: '' }],
      ['template.extension', 'templates/b.YAML', undefined, { extension: '.YAML' }],
    ],
  },
  {
    name: 'what Helm 2 had',
    files: {
      'templates/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    "helm.sh/hook": crd-install\n',
      'templates/b.txt': '\n{{/* .Release.Time */}}',
    },
    found: [
      ['template.crd-hook', 'templates/a.yaml', 6],
      ['template.release-time', 'templates/b.txt', 2],
    ],
  },
  {
    name: 'files that templates read',
    files: {
      'files/here.txt': '',
      'templates/_a.tpl':
        '{{ .Files.Get "files/here.txt" }}\n{{ $.Files.Get "files/gone.txt" }}\n{{ .Files.Lines `values.yaml` }}\n{{/* .Files.Get "old" */}}{{ .Files.Get .Values.x }}\n',
      ...subchart('a'),
      'charts/a/templates/_a.tpl': '{{ .Files.Get "files/here.txt" }}',
      ...more('dependencies:\n- {name: a, version: 1.x, repository: ""}\n'),
    },
    found: [
      ['template.file-absent', 'templates/_a.tpl', 2, { file: 'files/gone.txt' }],
      ['template.file-absent', 'templates/_a.tpl', 3, { file: 'values.yaml' }],
      ['template.file-absent', 'charts/a/templates/_a.tpl', 1, { file: 'files/here.txt' }],
    ],
  },
  { name: 'crds as a file', files: { crds: '' }, found: [['crds.not-folder', 'crds']] },
  {
    name: 'what is no CRD in crds/',
    files: {
      'crds/a.yaml': `${CRD}---\n# nothing\n---\napiVersion: v1\nkind: Namespace\n---\nspec: {}\n`,
      'crds/b.yml': CRD.replace('v1', 'v1 # comment')
        .replace('Custom', '"Custom')
        .replace(/\n$/, '"\n'),
      'crds/c.json':
        '{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition"}',
      'crds/README.md': 'no CRD',
    },
    found: [
      ['crd.api-version', 'crds/a.yaml', 5, { apiVersion: 'v1' }],
      ['crd.kind', 'crds/a.yaml', 5, { kind: 'Namespace' }],
      ['crd.api-version', 'crds/a.yaml', 8, { apiVersion: '' }],
      ['crd.kind', 'crds/a.yaml', 8, { kind: '' }],
    ],
  },
  {
    name: 'a template in crds/',
    files: { 'crds/a.yaml': `${CRD}metadata:\n  name: {{ .Release.Name }}\n` },
    found: [['crd.unreadable', 'crds/a.yaml', 1]],
  },
  {
    name: 'a negated ignore rule',
    files: { '.helmignore': '*.bak\n!keep/\n!*\n' },
    found: [
      ['ignore.negation', '.helmignore', 3, { pattern: '!*' }],
      ['chart.yaml-ignored', '.helmignore', 2, { pattern: '!keep/' }],
    ],
  },
  {
    name: 'a repository packed',
    files: { '.git/HEAD': '', '.git/objects/a': '', 'charts/_a/.hg/x': '', '.gitignore': '' },
    found: [
      ['ignore.repository-packed', '.git/', undefined, { folder: '.git/', files: 2 }],
      [
        'ignore.repository-packed',
        'charts/_a/.hg/',
        undefined,
        { folder: 'charts/_a/.hg/', files: 1 },
      ],
    ],
  },
];

/** The files of the sample with those of a case over them, as `lint` takes them. */
export function chartFiles(files: Files): { path: string; bytes: Uint8Array<ArrayBuffer> }[] {
  return Object.entries({ ...CLEAN, ...files }).flatMap(([path, content]) => {
    if (content === undefined) return [];
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return [{ path, bytes }];
  });
}
