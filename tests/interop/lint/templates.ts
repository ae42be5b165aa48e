/** Charts whose templates have something wrong in what they make, or in how they make it. */
import fc from 'fast-check';
import type { Files } from '../../support/lint-cases/index.ts';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const API_VERSIONS = [
  ...['v1', 'apps/v1', 'apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1', 'batch/v1beta1'],
  ...[
    'policy/v1beta1',
    'networking.k8s.io/v1beta1',
    'networking.k8s.io/v1',
    'storage.k8s.io/v1beta1',
  ],
  ...['rbac.authorization.k8s.io/v1beta1', 'resource.k8s.io/v1beta1', 'autoscaling/v2beta2'],
  ...[
    'certificates.k8s.io/v1beta1',
    'admissionregistration.k8s.io/v1beta1',
    'events.k8s.io/v1beta1',
  ],
  ...['discovery.k8s.io/v1beta1', 'a/b/c', '""', '1', '[v1]', 'null', '{{ .Values.api }}'],
];
const KINDS = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Service', 'Namespace', 'Role'],
  ...['ClusterRoleBinding', 'ConfigMap', 'List', 'CronJob', 'CronJobList', 'Ingress', 'Scale'],
  ...['PodDisruptionBudget', 'IngressClassList', 'CertificateSigningRequest', 'ServiceAccount'],
  ...[
    'Event',
    'EndpointSliceList',
    'ServiceCIDR',
    'Endpoints',
    'deployment',
    'ROLE',
    '""',
    'true',
    '{a: b}',
  ],
];
const NAMES = [
  ...['web', 'web.example', '1web', 'Web', 'a_b', '-a', 'a-', 'a/b', 'a%b', '..', '.', '""', '1.5'],
  ...['null', '[a]', `${'a'.repeat(63)}`, `${'a'.repeat(64)}`, `${'a.'.repeat(126)}a`, 'system:a'],
  ...['{{ .Release.Name }}', '{{ .Chart.Name | quote }}', '{{ .Values.name }}', '"a\\nb"'],
];
const REST = [
  ...['', '', 'spec: {}\n', 'spec: {selector: {matchLabels: {a: b}}}\n', '# matchExpressions\n'],
  ...['data: {a: b\n', 'data:\n\ta: b\n', 'a: b: c\n', 'a: *b\n', 'a: 1\na: 2\n', 'a: "\n'],
  ...['items: [{metadata: {annotations: {helm.sh/resource-policy: keep}}}]\n', 'items: 1\n'],
  ...[
    'items: [{metadata: {annotations: {a: [b]}}}]\n',
    'items: [{metadata: {annotations: {a: b}}}]\n',
  ],
  ...['data: {{ toJson .Values.map }}\n', 'data: {{- .Values.map | toYaml | nindent 2 }}\n'],
  ...['{{ include "sample.labels" . | nindent 0 }}\n', '  indented: 1\n', 'a: é\r\n', 'a: !b c\n'],
];
const PIECES = [
  ...['{{ fail "no" }}', '{{ required "a host" .Values.host }}', '{{ .Release.IsInstall }}'],
  ...['{{ .Release.Revision }}', '{{ if .Release.IsUpgrade }}a: {{ end }}', '{{ .Values.a.b.c }}'],
  ...['{{ include "none" . }}', '{{ template "none" }}', '{{ include "sample.fails" . }}'],
  ...[
    '{{ tpl "{{ .Values.a.b }}" . }}',
    '{{ index .Values.list 9 }}',
    '{{ .Capabilities.KubeVersion }}',
  ],
  ...['{{ lookup "v1" "Pod" "a" "b" | toYaml }}', '{{ toToml .Values.map }}', '{{ 1 | add "a" }}'],
  ...[
    '{{ mustFromJson "{" }}',
    '{{ printf "%d" .Values.name }}',
    '{{ fromYaml "a: [" }}',
    '{{ $x }}',
  ],
  ...['{{ if }}', '{{ nothing }}', '{{ .Files.Get "gone" }}', '{{ (index .Values "map").k }}'],
  ...['{{ range .Values.list }}{{ .x }}{{ end }}', '{{ semverCompare ">1" .Chart.Version }}'],
];

const object = fc
  .tuple(oneOf(...API_VERSIONS), oneOf(...KINDS), oneOf(...NAMES), oneOf(...REST))
  .map(
    ([apiVersion, kind, name, rest]) =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`,
  );
const document = fc.oneof(
  { weight: 8, arbitrary: object },
  { weight: 2, arbitrary: oneOf(...PIECES).map((piece) => `${piece}\n`) },
  oneOf('\n', '# nothing\n', 'null\n', '- a\n', 'text\n', '{"kind": "Pod"}\n', '{}\n', '   \n'),
);
const mark = oneOf(
  '---\n',
  '---\n',
  '---\n',
  '--- # b\n',
  '--- b\n',
  '---\r\n',
  '\n---   \n',
  '----\n',
);
const content = fc
  .tuple(
    oneOf(
      '',
      '',
      '',
      '',
      '---\n',
      '\n\n',
      '  ',
      '\t',
      '{{- /* c */ -}}\n',
      '{{ if true }}\n',
      '# a\n',
    ),
    fc.array(fc.tuple(document, mark), { minLength: 1, maxLength: 3 }),
  )
  .map(([head, documents]) => {
    const text = documents.map(([each, next], i) => each + (i < documents.length - 1 ? next : ''));
    return head + text.join('') + (head.startsWith('{{ if') ? '{{ end }}\n' : '');
  });
const template = fc.tuple(
  oneOf(
    'a.yaml',
    'a.yaml',
    'b.yaml',
    'b.yml',
    'c.YAML',
    'd/a.yaml',
    'd.json',
    'NOTES.txt',
    '_x.yaml',
  ),
  content,
);

const HELPERS =
  '{{ define "sample.labels" }}labels: {a: {{ .Release.Name }}}{{ end }}\n' +
  '{{ define "sample.fails" }}\n{{ .Values.map.k.gone }}{{ end }}\n';
const VALUES = 'api: apps/v1\nname: 7\nlist: [{x: 1}]\nmap: {k: v}\n';

/** Most have one or two templates, some a subchart with one. */
export const chartWithTemplates: fc.Arbitrary<Files> = fc
  .tuple(
    fc.array(template, { minLength: 1, maxLength: 2 }),
    fc.option(template, { freq: 4, nil: undefined }),
  )
  .map(([templates, inner]) => ({
    'values.yaml': VALUES,
    'templates/_helpers.tpl': HELPERS,
    ...Object.fromEntries(templates.map(([path, text]) => [`templates/${path}`, text])),
    ...(inner && {
      'Chart.yaml':
        'apiVersion: v2\nname: sample\nversion: 1.2.3\nicon: https://example.com/icon.svg\ndependencies: [{name: part, version: 1.x, repository: ""}]\n',
      'charts/part/Chart.yaml': 'apiVersion: v2\nname: part\nversion: 1.0.0\n',
      'charts/part/values.yaml': VALUES,
      [`charts/part/templates/${inner[0]}`]: inner[1],
    }),
  }));
