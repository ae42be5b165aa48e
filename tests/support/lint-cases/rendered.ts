import type { LintCase } from './case.ts';

const object = (kind: string, apiVersion: string, rest = '', name = 'web') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`;
const CONFIG_MAP = object('ConfigMap', 'v1');

/** What templates make with the chart's own values. */
export const RENDERED_CASES: LintCase[] = [
  {
    name: 'a template that fails, in one that it includes',
    files: {
      'templates/a.yaml': '{{ if true }}\na: {{ include "sample.a" . }}\n{{ end }}',
      'templates/_a.tpl': '{{ define "sample.a" }}\n{{ .Values.gone.deeper }}{{ end }}',
    },
    found: [
      {
        code: 'template.failed',
        at: 'templates/_a.tpl:2',
        args: { words: 'nil pointer evaluating interface {}.deeper' },
      },
    ],
  },
  {
    name: 'a template that fails in a subchart, and what goes through tpl',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: sample\nversion: 1.2.3\nicon: https://example.com/icon.svg\ndependencies:\n- {name: part, version: 1.0.0, repository: ""}\n',
      'charts/part/Chart.yaml': 'apiVersion: v2\nname: part\nversion: 1.0.0\n',
      'charts/part/templates/b.yaml': 'a: 1\nb: {{ tpl "{{ .x.y.z }}" . }}\n',
    },
    found: [{ code: 'template.failed', at: 'charts/part/templates/b.yaml:2' }],
  },
  {
    name: 'templates that make no YAML, and a mark with something behind it',
    files: {
      'templates/a.yaml': `{{ if true }}\n${CONFIG_MAP}data: {a: b\n{{ end }}`,
      'templates/b.yaml': `${CONFIG_MAP}--- {{ "b" }}\n`,
      'templates/c.yaml': 'apiVersion: v1\nkind: [{{ .Release.Name }}]\n',
    },
    found: [
      { code: 'template.not-yaml', at: 'templates/a.yaml:7' },
      { code: 'template.not-yaml', at: 'templates/b.yaml:5' },
      { code: 'template.not-yaml', at: 'templates/c.yaml:2' },
    ],
  },
  {
    name: 'a subchart’s template that makes no YAML, at which only helm template stops',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: sample\nversion: 1.2.3\nicon: https://example.com/icon.svg\ndependencies:\n- {name: part, version: 1.0.0, repository: ""}\n',
      'charts/part/Chart.yaml': 'apiVersion: v2\nname: part\nversion: 1.0.0\n',
      'charts/part/templates/b.yaml': 'a: {{ "[" }}\n',
    },
    found: [{ code: 'template.not-installable', at: 'charts/part/templates/b.yaml' }],
  },
  {
    name: 'a first line that is indented',
    files: {
      'templates/a.yaml': '{{- $a := 1 }}\n\n  {{ "a: b" }}\n',
    },
    found: [
      { code: 'template.indent', at: 'templates/a.yaml:3' },
      {
        code: 'template.object-name',
        at: 'templates/a.yaml:3',
        args: { kind: '', name: '', rule: 'subdomain' },
      },
    ],
  },
  {
    name: 'names that Kubernetes doesn’t take',
    files: {
      'templates/a.yaml': [
        object('Service', 'v1', '', '1a'),
        object('Namespace', 'v1', '', 'a.b'),
        object('Role', 'rbac.authorization.k8s.io/v1', '', 'a/b'),
        object('Secret', 'v1', '', '{{ "A" }}'),
        object('Role', 'rbac.authorization.k8s.io/v1', '', 'system:a'),
        object('Secret', 'v1', '', 'a.b'),
      ].join('---\n'),
    },
    found: [
      {
        code: 'template.object-name',
        at: 'templates/a.yaml:4',
        args: { kind: 'Service', name: '1a', rule: 'service' },
      },
      {
        code: 'template.object-name',
        at: 'templates/a.yaml:9',
        args: { kind: 'Namespace', name: 'a.b', rule: 'label' },
      },
      {
        code: 'template.object-name',
        at: 'templates/a.yaml:14',
        args: { kind: 'Role', name: 'a/b', rule: 'path' },
      },
      {
        code: 'template.object-name',
        at: 'templates/a.yaml:19',
        args: { kind: 'Secret', name: 'A', rule: 'subdomain' },
      },
    ],
  },
  {
    name: 'kinds that Kubernetes has deprecated',
    files: {
      'templates/a.yaml': `{{- range list "policy" }}\n${object('PodDisruptionBudget', '{{ . }}/v1beta1')}{{ end }}`,
      'templates/b.yaml': object('ServiceCIDRList', 'networking.k8s.io/v1beta1'),
      'templates/c.yaml': object('Widget', 'apps/v1beta1'),
    },
    found: [
      {
        code: 'template.api-deprecated',
        at: 'templates/a.yaml:2',
        args: {
          ...{ apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget' },
          ...{ since: '1.21', gone: '1.25', use: 'policy/v1' },
        },
      },
      {
        code: 'template.api-deprecated',
        at: 'templates/b.yaml:1',
        args: {
          ...{ apiVersion: 'networking.k8s.io/v1beta1', kind: 'ServiceCIDRList' },
          ...{ since: '1.34', gone: '1.37' },
        },
      },
    ],
  },
  {
    name: 'a workload without a selector',
    files: {
      'templates/a.yaml': object('Deployment', 'apps/v1', 'spec: {}\n'),
      'templates/b.yaml': object('StatefulSet', 'apps/v1', '# matchLabels\n'),
    },
    found: [
      {
        code: 'template.selector-missing',
        at: 'templates/a.yaml:2',
        args: { kind: 'Deployment', name: 'web' },
      },
    ],
  },
  {
    name: 'a list whose items Helm is to keep',
    files: {
      'templates/a.yaml':
        'apiVersion: v1\nkind: List\nmetadata:\n  name: all\nitems:\n- metadata:\n    annotations:\n      helm.sh/resource-policy: keep\n',
    },
    found: [{ code: 'template.list-annotation', at: 'templates/a.yaml:8' }],
  },
  {
    name: 'a chart that wants values',
    files: {
      'templates/a.yaml': `${CONFIG_MAP}data:\n  a: {{ required "a host is needed" .Values.host }}\n`,
      'templates/b.yaml': '{{ fail "a host is needed" }}{{ fail "and a port" }}',
    },
    found: [
      {
        code: 'templates.want-values',
        at: 'values.yaml',
        args: { words: 'a host is needed; and a port' },
      },
    ],
  },
  {
    name: 'what each Helm refuses for a reason of its own',
    files: {
      'templates/a.yml': '  a: [',
      'templates/b.yaml':
        '{{ if eq (toString .Capabilities.HelmVersion.KubeClientVersion) "" }}{{ end }}',
    },
    found: [
      { code: 'template.indent', at: 'templates/a.yml:1', args: { helm: 4 } },
      { code: 'template.not-yaml', at: 'templates/a.yml:1' },
      { code: 'template.failed', at: 'templates/b.yaml:1' },
    ],
  },
  {
    name: 'what only one Helm refuses',
    files: {
      'templates/b.yaml':
        '{{ if eq (toString .Capabilities.HelmVersion.KubeClientVersion) "" }}{{ end }}',
    },
    found: [{ code: 'template.failed', at: 'templates/b.yaml:1', severity: 'warning' }],
  },
  {
    name: 'what only one Helm lints, and neither installs',
    files: { 'templates/a.yml': 'a: [' },
    found: [
      { code: 'template.not-yaml', at: 'templates/a.yml:1' },
      { code: 'template.not-installable', at: 'templates/a.yml' },
    ],
  },
];
