import { more, subchart, type Expected, type LintCase } from './case.ts';

const CRD = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';

/** The same bytes for many files, so that 100 MiB of them cost 5. */
const LARGE = new Uint8Array(5 * 1024 * 1024 + 1);

/** Values, templates, CRDs and what is packed beside them. */
export const CONTENT_CASES: LintCase[] = [
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
    name: 'values.yaml with one document between marks',
    files: { 'values.yaml': '# first\n---\na: 1\n---\n' },
    found: [],
  },
  {
    name: 'values.yaml with two documents',
    files: { 'values.yaml': '---\na: 1\n--- # more\nb: 1\n' },
    found: [['values.documents', 'values.yaml', 4, { documents: 2 }]],
  },
  {
    name: 'values.yaml with a broken second document',
    files: { 'values.yaml': 'a: 1\n---\nb: 1\nc: @d\n' },
    found: [
      ['values.documents', 'values.yaml', 3, { documents: 2 }],
      ['values.document-unreadable', 'values.yaml', 4],
    ],
  },
  {
    name: 'values.yaml with a list as its second document',
    files: { 'values.yaml': 'a: 1\n---\n- b\n' },
    found: [
      ['values.documents', 'values.yaml', 3, { documents: 2 }],
      ['values.document-unreadable', 'values.yaml', 3],
    ],
  },
  {
    name: 'values.yaml with values beside the mark',
    files: { 'values.yaml': '--- {a: 1}\n' },
    found: [['values.document-unreadable', 'values.yaml', 1]],
  },
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
      ['crd.api-version', 'crds/a.yaml', 6, { apiVersion: 'v1' }],
      ['crd.kind', 'crds/a.yaml', 6, { kind: 'Namespace' }],
      ['crd.api-version', 'crds/a.yaml', 9, { apiVersion: '' }],
      ['crd.kind', 'crds/a.yaml', 9, { kind: '' }],
    ],
  },
  {
    name: 'a template in crds/',
    files: { 'crds/a.yaml': `${CRD}metadata:\n  name: {{ .Release.Name }}\n` },
    found: [['crd.unreadable', 'crds/a.yaml', 1]],
  },
  {
    name: 'a negated ignore rule',
    files: { '.helmignore': '*.bak\n!*\n!keep/\n' },
    found: [
      ['ignore.negation', '.helmignore', 2, { pattern: '!*' }],
      ['chart.yaml-ignored', '.helmignore', 3, { pattern: '!keep/' }],
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
  {
    name: 'files too large',
    files: Object.fromEntries([...Array(20).keys()].map((i) => [`files/${i}`, LARGE])),
    found: [
      ['chart.over-size-limit', 'files/0'],
      ...[...Array(20).keys()].map((i): Expected => ['file.over-helm-3-limit', `files/${i}`]),
    ],
  },
];
