import { chartYamlWith, CLEAN, subchart, type Expected, type LintCase } from './case.ts';

const CRD = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';

/** The same bytes for many files, so that 100 MiB of them cost 5. */
const LARGE = new Uint8Array(5 * 1024 * 1024 + 1);

/** As PowerShell writes a file. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
}

/** Values, templates, CRDs and what is packed beside them. */
export const CONTENT_CASES: LintCase[] = [
  {
    name: 'no values.yaml',
    files: { 'values.yaml': undefined },
    found: [{ code: 'values.missing', at: 'values.yaml' }],
  },
  {
    name: 'characters that turn the direction of writing, in a name and in values',
    files: {
      'notes/a\u202Efdp.sh': 'echo\n',
      'values.yaml': 'a: 1\nb: \u2066x\u2069\n',
      'README.md': 'Prose \u2067may\u2069, but not \u202Ethis\u202C.\n',
    },
    found: [
      { code: 'file.name-turned', at: 'notes/a\u202Efdp.sh', args: { count: 1, sign: 'U+202E' } },
      { code: 'file.text-turned', at: 'values.yaml:2', args: { count: 2, sign: 'U+2066' } },
      { code: 'file.text-turned', at: 'README.md:1', args: { count: 1, sign: 'U+202E' } },
    ],
  },
  {
    name: 'direction in prose, as text from right to left needs it',
    files: { 'README.md': '\u2067\u05D0\u2069\u200F\n', 'a.bin': '\0\u202E' },
    found: [],
  },
  {
    name: 'broken values.yaml',
    files: { 'values.yaml': 'a: 1\nb: @c\n' },
    found: [{ code: 'values.unreadable', at: 'values.yaml:2' }],
  },
  {
    name: 'values.yaml with a list',
    files: { 'values.yaml': '- a\n' },
    found: [{ code: 'values.unreadable', at: 'values.yaml:1' }],
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
    found: [{ code: 'values.documents', at: 'values.yaml:4', args: { documents: 2 } }],
  },
  {
    name: 'values.yaml with a broken second document',
    files: { 'values.yaml': 'a: 1\n---\nb: 1\nc: @d\n' },
    found: [
      { code: 'values.documents', at: 'values.yaml:3', args: { documents: 2 } },
      { code: 'values.document-unreadable', at: 'values.yaml:4' },
    ],
  },
  {
    name: 'values.yaml with a list as its second document',
    files: { 'values.yaml': 'a: 1\n---\n- b\n' },
    found: [
      { code: 'values.documents', at: 'values.yaml:3', args: { documents: 2 } },
      { code: 'values.document-unreadable', at: 'values.yaml:3' },
    ],
  },
  {
    name: 'values.yaml with values beside the mark',
    files: { 'values.yaml': '--- {a: 1}\n' },
    found: [{ code: 'values.document-unreadable', at: 'values.yaml:1' }],
  },
  {
    name: 'values.yaml that only Helm 4 refuses, since it adds a byte to UTF-16',
    files: { 'values.yaml': utf16('a: 1\n') },
    found: [{ code: 'values.only-helm-3', at: 'values.yaml:2' }],
  },
  {
    name: 'values.yaml that only Helm 4 refuses, since it cuts it behind a directive',
    files: { 'values.yaml': '# c\n%YAML 1.1\n---\na: 1\n' },
    found: [{ code: 'values.only-helm-3', at: 'values.yaml:3' }],
  },
  {
    name: 'values.yaml with a byte order mark and values beside the mark',
    files: { 'values.yaml': '\ufeff--- {a: 1}\n' },
    found: [{ code: 'values.document-unreadable', at: 'values.yaml:1' }],
  },
  {
    name: 'values.yaml with quotes that go on at the left edge',
    files: { 'values.yaml': 'a: "b\nc"\nd: [e,\nf\n]\n' },
    found: [],
  },
  {
    name: 'no templates',
    files: { 'templates/configmap.yaml': undefined },
    found: [{ code: 'templates.missing', at: 'templates' }],
  },
  {
    name: 'templates as a file',
    files: { 'templates/configmap.yaml': undefined, templates: '' },
    found: [{ code: 'templates.not-folder', at: 'templates' }],
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
      { code: 'template.extension', at: 'templates/a.json', args: { extension: '.json' } },
      { code: 'template.extension', at: 'templates/Makefile', args: { extension: '' } },
      { code: 'template.extension', at: 'templates/b.YAML', args: { extension: '.YAML' } },
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
      { code: 'template.crd-hook', at: 'templates/a.yaml:6' },
      { code: 'template.release-time', at: 'templates/b.txt:2' },
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
      ...chartYamlWith('dependencies:\n- {name: a, version: 1.x, repository: ""}\n'),
    },
    found: [
      { code: 'template.file-absent', at: 'templates/_a.tpl:2', args: { file: 'files/gone.txt' } },
      { code: 'template.file-absent', at: 'templates/_a.tpl:3', args: { file: 'values.yaml' } },
      {
        code: 'template.file-absent',
        at: 'charts/a/templates/_a.tpl:1',
        args: { file: 'files/here.txt' },
      },
    ],
  },
  {
    name: 'a library chart that reads a file of the chart that includes it, and one that is nowhere',
    files: {
      'conf.txt': 'hello',
      'charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
      'charts/lib/templates/_cm.tpl':
        '{{ define "lib.cm" }}{{ .Files.Get "conf.txt" }}{{ .Files.Get "gone.txt" }}{{ end }}',
      ...chartYamlWith('dependencies:\n- {name: lib, version: 1.x, repository: ""}\n'),
    },
    found: [
      {
        code: 'template.file-absent',
        at: 'charts/lib/templates/_cm.tpl:1',
        args: { file: 'gone.txt' },
      },
    ],
  },
  {
    name: 'files that templates look for before they read them',
    files: {
      'templates/a.yaml':
        '{{ if .Files.Get "a" }}{{ .Files.Get "a" }}{{ else if $.Files.Get `b` }}{{ end }}{{ .Files.Get "b" }}\n',
    },
    found: [],
  },
  {
    name: 'templates that are included and that nothing defines',
    files: {
      'templates/_a.tpl':
        '{{ define "sample.a" }}{{ end }}{{ block `sample.b` . }}{{ end }}{{ define "sam\\u0070le.c" }}{{ end }}',
      'templates/a.yaml': [
        '{{ include "sample.a" . }}{{ template "sample.b" }}{{ include "sample.c" . | nindent 2 }}',
        '{{/* include "sample.old" */}}{{ if .Values.x }}{{ include (print "sample." .Values.x) . }}',
        'include "sample.text": {{- include "sample.gone" $ }}{{ include "sample.gone" . }}',
        '{{ include (print $.Template.BasePath "/configmap.yaml") . }}{{ include "sample/templates/_a.tpl" . }}',
        '{{ include "part.a" . }}{{ tpl (.Files.Get "text.tpl") . }}{{ include "sample.tpl" . }}',
        '{{ template `part.gone` . }}{{ end }}',
      ].join('\n'),
      'text.tpl': '{{ define "sample.tpl" }}{{ end }}',
      ...subchart('part'),
      'charts/part/templates/_a.tpl': '{{ define "part.a" }}{{ include "sample.a" . }}{{ end }}',
      'charts/part/templates/b.yaml': '\n{{ if .Values.x }}{{ include "b.gone" . }}{{ end }}',
      ...chartYamlWith('dependencies:\n- {name: part, version: 1.x, repository: ""}\n'),
    },
    found: [
      { code: 'template.name-undefined', at: 'templates/a.yaml:3', args: { name: 'sample.gone' } },
      { code: 'template.name-undefined', at: 'templates/a.yaml:6', args: { name: 'part.gone' } },
      {
        code: 'template.name-undefined',
        at: 'charts/part/templates/b.yaml:2',
        args: { name: 'b.gone' },
      },
    ],
  },
  {
    name: 'templates that a dependency may define which isn’t there yet',
    files: {
      'templates/a.yaml': '{{ include "common.names" . }}',
      ...chartYamlWith('dependencies:\n- {name: common, version: 1.x, repository: ""}\n'),
    },
    found: [{ code: 'dependency.missing', at: 'Chart.yaml:6' }],
  },
  {
    name: 'a library chart, whose templates may be defined where it is used',
    files: {
      ...chartYamlWith('type: library\n'),
      'templates/configmap.yaml': undefined,
      'templates/_a.tpl': '{{ define "sample.a" }}{{ include "consumer.b" . }}{{ end }}',
    },
    found: [],
  },
  { name: 'crds as a file', files: { crds: '' }, found: [{ code: 'crds.not-folder', at: 'crds' }] },
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
      { code: 'crd.api-version', at: 'crds/a.yaml:6', args: { apiVersion: 'v1' } },
      { code: 'crd.kind', at: 'crds/a.yaml:6', args: { kind: 'Namespace' } },
      { code: 'crd.api-version', at: 'crds/a.yaml:9', args: { apiVersion: '' } },
      { code: 'crd.kind', at: 'crds/a.yaml:9', args: { kind: '' } },
    ],
  },
  {
    name: 'a template in crds/',
    files: { 'crds/a.yaml': `${CRD}metadata:\n  name: {{ .Release.Name }}\n` },
    found: [{ code: 'crd.unreadable', at: 'crds/a.yaml:4' }],
  },
  {
    name: 'CRDs that are broken behind their heads',
    files: {
      'crds/a.yaml': `${CRD}---\n${CRD}spec:\n  names: [a\n  b: c: d\n`,
      'crds/b.yaml': `${CRD}metadata: x\n`,
      'crds/c.yaml': new Uint8Array([...new TextEncoder().encode(CRD), 0x23, 0xff, 0x0a]),
    },
    found: [
      { code: 'crd.unreadable', at: 'crds/a.yaml:8' },
      { code: 'crd.unreadable', at: 'crds/b.yaml:3' },
      { code: 'crd.unreadable', at: 'crds/c.yaml:3' },
    ],
  },
  {
    name: 'a CRD with more than a comment beside its mark',
    files: { 'crds/a.yaml': `${CRD}--- {}\n` },
    found: [{ code: 'crd.unreadable', at: 'crds/a.yaml:3' }],
  },
  {
    name: 'rules of .helmignore that Helm refuses, among others',
    files: { '.helmignore': 'a/**\n!*\n[\n' },
    found: [
      {
        code: 'ignore.refused',
        at: '.helmignore:1',
        args: { pattern: 'a/**', reason: 'double-star' },
      },
      { code: 'ignore.refused', at: '.helmignore:3', args: { pattern: '[', reason: 'malformed' } },
      { code: 'ignore.negation', at: '.helmignore:2', args: { pattern: '!*' } },
    ],
  },
  {
    name: 'templates that can’t be parsed',
    files: {
      'templates/a.yaml': 'a: b\n{{ if .Values.a }}\n',
      'templates/b.yaml': 'a: {{ .Values.a | quotes }}\n',
      'templates/c.txt': '{{ .a | 1 }}',
      'templates/d.yaml': '{{ if .Values.a }}{{ mustToYaml .Values.a }}{{ end }}\n',
    },
    found: [
      { code: 'template.unparsable', at: 'templates/a.yaml:3', args: { words: 'unexpected EOF' } },
      {
        code: 'template.unparsable',
        at: 'templates/b.yaml:1',
        args: { words: 'function "quotes" not defined' },
      },
      {
        code: 'template.unparsable',
        at: 'templates/c.txt:1',
        args: { words: 'non executable command in pipeline stage 2' },
      },
      {
        code: 'template.unparsable',
        at: 'templates/d.yaml:1',
        args: { words: 'function "mustToYaml" not defined', isOfHelm3: true },
        severity: 'warning',
      },
    ],
  },
  {
    name: 'a template that can’t be parsed, of a subchart that is not enabled',
    files: {
      'Chart.yaml': `${CLEAN['Chart.yaml']}dependencies: [{name: part, version: 1.x, condition: part.enabled}]\n`,
      'values.yaml': 'part:\n  enabled: false\n',
      ...subchart('part'),
      'charts/part/templates/a.yaml': '{{ if }}',
    },
    found: [],
  },
  {
    name: 'templates that a rule of .helmignore leaves out',
    files: { '.helmignore': '/templates/\n' },
    found: [
      {
        code: 'templates.missing',
        at: 'templates',
        args: { leftOut: { path: 'templates/', pattern: '/templates/' } },
      },
    ],
  },
  {
    name: 'a values.yaml that a rule of .helmignore leaves out',
    files: { '.helmignore': 'values.*\n' },
    found: [
      {
        code: 'values.missing',
        at: 'values.yaml',
        args: { leftOut: { path: 'values.yaml', pattern: 'values.*' } },
      },
    ],
  },
  {
    name: 'a folder templates that only a dot file keeps',
    files: { 'templates/configmap.yaml': undefined, 'templates/.gitkeep': '' },
    found: [
      {
        code: 'templates.missing',
        at: 'templates',
        args: {
          leftOut: { path: 'templates/.gitkeep', pattern: 'templates/.?*', isOfHelm: true },
        },
      },
    ],
  },
  {
    name: 'a negated ignore rule',
    files: { '.helmignore': '*.bak\n!*\n!keep/\n' },
    found: [
      { code: 'ignore.negation', at: '.helmignore:2', args: { pattern: '!*' } },
      { code: 'chart.yaml-ignored', at: '.helmignore:3', args: { pattern: '!keep/' } },
      { code: 'values.missing', at: 'values.yaml' },
      { code: 'templates.missing', at: 'templates' },
    ],
  },
  {
    name: 'a repository packed',
    files: { '.git/HEAD': '', '.git/objects/a': '', 'files/.hg/x': '', '.gitignore': '' },
    found: [
      { code: 'ignore.repository-packed', at: '.git/', args: { folder: '.git/', files: 2 } },
      {
        code: 'ignore.repository-packed',
        at: 'files/.hg/',
        args: { folder: 'files/.hg/', files: 1 },
      },
    ],
  },
  {
    name: 'files too large',
    files: Object.fromEntries([...Array(20).keys()].map((i) => [`files/${i}`, LARGE])),
    found: [
      { code: 'chart.over-size-limit', at: 'files/0' },
      ...[...Array(20).keys()].map((i): Expected => ({
        code: 'file.over-helm-3-limit',
        at: `files/${i}`,
      })),
    ],
  },
];
