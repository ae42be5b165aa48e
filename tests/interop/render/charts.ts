/** Small charts, each for what is easily rendered otherwise than by Helm: values, objects, errors. */

export interface RenderCase {
  name: string;
  files: Record<string, string>;
  set?: string[];
}

const HELPERS = `{{- define "x.name" -}}{{ .Chart.Name | trunc 5 }}{{- end -}}
{{- define "x.labels" }}
app: {{ include "x.name" . }}
release: {{ .Release.Name | quote }}
{{- end }}
{{ define "x.deep" }}{{ if gt (int .) 0 }}{{ include "x.deep" (sub (int .) 1) }}{{ end }}x{{ end }}
`;

/** A chart of one template, with values of its own. */
function single(name: string, template: string, more: Record<string, string> = {}): RenderCase {
  return {
    name,
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: single\nversion: 1.2.3\nappVersion: "9"\n',
      'values.yaml':
        'num: 3\ntext: héllo\nlist: [1, two, {k: v}]\nmap: {b: 1.5, a: true}\nnothing: null\n',
      'templates/_helpers.tpl': HELPERS,
      'templates/out.yaml': template,
      ...more,
    },
  };
}

const object = (kind: string, name: string, more = '') =>
  `---\napiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;
const hook = (events: string) => `  annotations:\n    helm.sh/hook: ${events}\n`;

export const RENDER_CASES: RenderCase[] = [
  single(
    'values',
    [
      'a: {{ .Values.num }} {{ .Values.text | quote }} {{ .Values.list }} {{ .Values.map }}',
      'b: {{ printf "%d %v %T %s" .Values.num .Values.num .Values.num .Values.map }}',
      'c: {{ .Values.missing }}|{{ .Values.nothing }}|{{ .Values.missing | default "d" }}',
      'd: {{- toYaml .Values | nindent 2 }}',
      'e: {{ range $i, $x := .Values.list }}{{ $i }}={{ $x }};{{ end }}',
      'f: {{ include "x.labels" . | nindent 2 }}',
      'g: {{ include "x.deep" 20 }}',
    ].join('\n'),
  ),
  single(
    'objects',
    [
      'a: {{ .Release }} {{ .Template }} {{ .Subcharts }}',
      'b: {{ .Chart.Name }} {{ .Chart.Version }} {{ .Chart.AppVersion }} {{ .Chart.IsRoot }}',
      'c: {{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Minor }} {{ .Capabilities.KubeVersion.GitVersion }}',
      'd: {{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "x/v1" }}',
      'e: {{ .Capabilities.HelmVersion.GoVersion }} {{ kindOf .Values }} {{ kindOf .Chart.Keywords }}',
      'f: {{ .Files.Get "files/a.txt" | quote }} {{ .Files.Get "none" | quote }} {{ .Files.Lines "files/a.txt" }}',
      'g: {{- range $path, $_ := .Files.Glob "files/**.txt" }} {{ $path }}{{ end }}',
      'h: {{ (.Files.Glob "{files,none}/*").AsConfig | nindent 2 }}',
      'i: {{ (.Files.Glob "files/[ab].*").AsSecrets | nindent 2 }}',
      'j: {{ len (.Files.Glob "*.txt") }} {{ .Values.AsMap.num }} {{ (.Values.Table "map").a }}',
    ].join('\n'),
    { 'files/a.txt': 'one\ntwo\n', 'files/b.bin': 'b', 'files/deep/c.txt': '' },
  ),
  single(
    'tpl',
    [
      'a: {{ tpl "{{ .Values.num }}{{ define `own` }}own{{ end }}{{ include `own` . }}" . }}',
      'b: {{ tpl "{{ tpl `{{ .Chart.Name }}{{ .Values.missing }}` . }}" . }}',
    ].join('\n'),
  ),
  single(
    'words that few templates ask for',
    [
      'a: {{ include "x.deep" 999 | len }} {{ printf "%w %#w" .Values.num .Values.list }}',
      'b: {{ (toDate "2006-01-02" "2024-05-06").UTC.Location }}',
      'c: {{ (toDate "2006-01-02" "2024-05-06").Truncate (mustToDuration "7h") }}',
      'd: {{ $v := semver "1.2.3" }}{{ $v.Compare $v }} {{ $v.IncMajor.Minor }}',
      'e: {{ fromToml "a = " }}',
    ].join('\n'),
  ),
  {
    name: 'order',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: order\nversion: 1.0.0\n',
      'templates/z.yaml':
        object('Deployment', 'd') +
        object('Service', 's') +
        object('Zebra', 'z') +
        object('Ape', 'a'),
      'templates/a.yaml': `# only a comment\n${object('ConfigMap', 'c')}---\n\n---   \n${object('Secret', 's')}`,
      'templates/hooks.yaml':
        object('Pod', 'test', hook('test')) +
        object('Job', 'one', hook('pre-install, post-upgrade')) +
        object('Job', 'odd', hook('never')),
      'templates/empty.yaml': '{{ if false }}x{{ end }}\n',
      'templates/NOTES.txt': 'Hello {{ .Release.Name }}',
      'crds/crd.yaml': object('CustomResourceDefinition', 'crd'),
    },
  },
  {
    name: 'subcharts',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: outer\nversion: 1.0.0\ndependencies:\n- {name: inner, version: 1.x, alias: other}\n- {name: lib, version: 1.x}\n',
      'values.yaml': 'global: {g: 1}\nother: {v: outer}\n',
      'templates/a.yaml':
        'a: {{ .Values.other.v }} {{ .Subcharts.other.Chart.Name }} {{ include "lib" . }}',
      'charts/inner/Chart.yaml': 'apiVersion: v2\nname: inner\nversion: 1.0.0\n',
      'charts/inner/values.yaml': 'v: inner\nw: 2\n',
      'charts/inner/templates/b.yaml':
        'b: {{ .Values }} {{ .Chart.Name }} {{ .Template.Name }} {{ .Values.global.g }} {{ .Chart.IsRoot }}',
      'charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
      'charts/lib/templates/_lib.tpl': '{{ define "lib" }}from {{ .Chart.Name }}{{ end }}',
      'charts/lib/templates/no.yaml': 'never: true',
    },
  },
  {
    ...single('set', '{{ toYaml .Values }}\nt: {{ typeOf .Values.i }} {{ typeOf .Values.num }}'),
    set: ['i=1,s=01,t=true,nothing=x', 'map.a=null,list[1]=b,new.deep[2].k={a,2}', 'e=,c=a\\,b'],
  },
  {
    name: 'incomplete',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: incomplete\nversion: 1.0.0\ndependencies:\n- {name: a, version: 1.x}\n- {name: b, version: 1.x}\n',
    },
  },
  single(
    'types of values that a subchart and its chart share',
    [
      'a: {{ printf "%T %T" .Values (index .Values "inner") }} {{ dig "w" 1 (index .Values "inner") }}',
      'b: {{ printf "%T %T" (.Values.Table "map") .Values.map }} {{ printf "%T" .Values.AsMap }}',
      'c: {{ $_ := set .Subcharts.inner.Values "given" "by the chart" }}{{ .Values.inner.given }}',
      'd: {{ printf "%T" .Subcharts.inner.Values }}',
    ].join('\n'),
    {
      'charts/inner/Chart.yaml': 'apiVersion: v2\nname: inner\nversion: 1.0.0\n',
      'charts/inner/values.yaml': 'w: 2\n',
      'charts/inner/templates/b.yaml': 'e: {{ printf "%T" .Values }} {{ .Values.w }}',
    },
  ),
  {
    name: 'library',
    files: { 'Chart.yaml': 'apiVersion: v2\nname: library\nversion: 1.0.0\ntype: library\n' },
  },
  ...Object.entries({
    'no version': 'apiVersion: v2\nname: bad\n',
    'no name': 'apiVersion: v2\nversion: 1.0.0\n',
    'no version that is one': 'apiVersion: v2\nname: bad\nversion: x\n',
    'another type': 'apiVersion: v2\nname: bad\nversion: 1.0.0\ntype: other\n',
    'dots for a name': 'apiVersion: v2\nname: ..\nversion: 1.0.0\n',
    'a path for a name': 'apiVersion: v2\nname: a/../b\nversion: 1.0.0\n',
    'no YAML': 'apiVersion: v2\nname: bad\nversion: 1.0.0\nkeywords:\n- a\n  b\n c: d\n',
    'nothing for a dependency': 'apiVersion: v2\nname: bad\nversion: 1.0.0\ndependencies: [null]\n',
    'an alias with a blank':
      'apiVersion: v2\nname: bad\nversion: 1.0.0\ndependencies: [{name: a, alias: a b}]\n',
    'a dependency twice':
      'apiVersion: v2\nname: bad\nversion: 1.0.0\ndependencies: [{name: a}, {name: a}]\n',
  }).flatMap(([name, chart]) => [
    { name, files: { 'Chart.yaml': chart } },
    {
      name: `${name} in charts`,
      files: {
        'Chart.yaml': 'apiVersion: v2\nname: outer\nversion: 1.0.0\n',
        'charts/inner/Chart.yaml': chart,
      },
    },
  ]),
  {
    name: 'values that are no YAML',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: bad\nversion: 1.0.0\n',
      'values.yaml': 'a: 1\nb: [1\nc: @\n',
    },
  },
  ...['- a\n', '5\n', '"x"\n'].map((values) => ({
    name: `values that are no map ${values.trim()}`,
    files: { 'Chart.yaml': 'apiVersion: v2\nname: bad\nversion: 1.0.0\n', 'values.yaml': values },
  })),
  ...['db: text\n', 'db: [1]\n', 'db: false\n'].map((values) => ({
    name: `values of a subchart that are no map ${values.trim()}`,
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: bad\nversion: 1.0.0\n',
      'values.yaml': values,
      'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
    },
  })),
  ...[
    '{"properties": {"a": {"minimum": 5, "multipleOf": 2}}}',
    '{"properties": {"a": {"allOf": [{"type": "string"}, {"minimum": 5}]}}}',
    '{"properties": {"a": {"$ref": "#/definitions/b"}}, "definitions": {"b": {"minimum": 5, "multipleOf": 2}}}',
    '{"properties": {"l": {"contains": {"const": 1}}}}',
    '{"properties": {"l": {"type": "none"}}}',
    '{"properties": {"l": {"pattern": "("}}}',
    '{"$ref": "other.json"}',
    '{',
    '{} {}',
  ].map((schema) => ({
    name: `schema ${schema.replace(/\W/g, '')}`,
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: schema\nversion: 1.0.0\n',
      'values.yaml': 'a: 3\nl: [2]\n',
      'values.schema.json': schema,
    },
  })),
  {
    name: 'a byte order mark',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: mark\nversion: 1.0.0\n',
      'files/a.txt': '\ufeffa',
      'templates/a.yaml': '\ufeffa: {{ .Files.Get "files/a.txt" | len }}\n',
    },
  },
  {
    name: 'newer',
    files: { 'Chart.yaml': 'apiVersion: v2\nname: newer\nversion: 1.0.0\nkubeVersion: ">=1.40"\n' },
  },
  ...[
    ['a=1,a.b=2'],
    ['a=null,a.b=2'],
    ['a=x,a[0]=1'],
    ['a={x},a.b=1'],
    ['a[0]=x,a[0][1]=y', 'b=1'],
    ['a[0]=x,a[0].b=y', 'c[1]=2'],
    ['list.x=1'],
    ['a=-0,b=+07,c=-007,d=00,e=9223372036854775808,f=-9223372036854775808'],
  ].map((set, i) => ({ ...single(`set below what is set ${i}`, 'a: {{ toJson .Values }}'), set })),
  ...['5', 'null', 'x', '[1]'].map((value) => ({
    name: `values for a subchart that are ${value}`,
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: db, version: "*"}]\n',
      'values.yaml': `db: ${value}\n`,
      'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
    },
  })),
  ...[
    '{{ .Values.text.more }}',
    '{{ .Values.missing.more }}',
    '{{ $x := .Values.num }}{{ $x.more }}',
    '{{ fail "no\nluck" }}',
    '{{ required "n is needed" .Values.missing }}',
    '{{ include "absent" . }}',
    '{{ include "x.bad" . }}{{ define "x.bad" }}{{ .Values.num | trunc 3 }}{{ end }}',
    '{{ tpl "{{ .Values.text.more }}" . }}',
    '{{ tpl "{{ nofunc }}" . }}',
    '{{ tpl "{{ fail `inner` }}" . }}',
    '{{ template "absent" . }}',
    '{{ if gt .Values.num 2 }}x{{ end }}',
    '{{ range .Values.num }}x{{ end }}',
    '{{ .Values.list | join }}',
    '{{ if }}',
    '{{ .Values.text',
    '{{ index .Values.list 9 }}',
    'a: {{ .Values.text }}\n b: 1',
    'a: [',
    'kind: [a]',
    'metadata: x',
    'metadata: {name: [x]}',
    'metadata: {annotations: [x]}',
    'metadata: {annotations: {a: {b: c}}}',
    '3',
    '---\n{{ .Values.num }}: a\n---\n- a',
    '{{ end }}',
    '{{ include "x.deep" 1001 }}',
    '{{ define "t" }}{{ template "t" . }}{{ end }}{{ template "t" . }}',
    '{{ define "i" }}{{ template "o" . }}{{ end }}{{ define "o" }}{{ include "i" . }}{{ end }}{{ template "o" . }}',
    '{{ (semver "1.2.3").Compare "1.2.4" }}',
    '{{ (semver "1.2.3").Compare .Values.num }}',
    '{{ (semver "1.2.3").IncMajor.Compare (semver "1.2.3") }}',
    'a: {{ trunc 2 .Values.text }}',
    'a: {{ printf "\\xff" }}',
    'a: {{ printf "\\xe0\\x80\\x80" }}',
    'a: {{ printf "\\xed\\xa0\\x80" }}',
    '{{ printf "%d" .Values.text }}',
    '%YAML 1',
    '%TAG !',
    '{{ lookup "v1" "Pod" "" "" }}{{ getHostByName "localhost" }}{{ (lookup "v1" "Pod" "" "").items }}',
  ].map((template, i) => single(`single template ${i + 1}`, template)),
];
