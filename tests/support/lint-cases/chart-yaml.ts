import { CLEAN, chartYamlWith, subchart, chartYamlAtVersion, type LintCase } from './case.ts';

/** What Chart.yaml itself says. */
export const CHART_YAML_CASES: LintCase[] = [
  { name: 'clean', files: {}, found: [] },
  {
    name: 'no Chart.yaml',
    files: { 'Chart.yaml': undefined },
    found: [{ code: 'chart.yaml-missing', at: 'Chart.yaml' }],
  },
  {
    name: 'a Chart.yaml of another name',
    files: { 'Chart.yaml': undefined, 'Chart.yml': CLEAN['Chart.yaml'] as string },
    found: [{ code: 'chart.yaml-missing', at: 'Chart.yml', args: { misnamed: 'Chart.yml' } }],
  },
  {
    name: 'no Chart.yaml, and a rule that would leave it out',
    files: { 'Chart.yaml': undefined, '.helmignore': 'Chart.yaml\n' },
    found: [{ code: 'chart.yaml-missing', at: 'Chart.yaml' }],
  },
  {
    name: 'Chart.yaml ignored',
    files: { '.helmignore': '# all\n*.y?ml\n' },
    found: [
      { code: 'chart.yaml-ignored', at: '.helmignore:2', args: { pattern: '*.y?ml' } },
      { code: 'values.missing', at: 'values.yaml' },
      { code: 'templates.missing', at: 'templates' },
    ],
  },
  {
    name: 'broken Chart.yaml',
    files: { 'Chart.yaml': 'apiVersion: v2\nname: [sample\n' },
    found: [{ code: 'chart.yaml-unreadable', at: 'Chart.yaml:3' }],
  },
  {
    name: 'a list for text',
    files: chartYamlWith('home: [a]\n'),
    found: [
      {
        code: 'chart.yaml-unreadable',
        at: 'Chart.yaml:5',
        args: {
          fault: {
            code: 'chart.metadata-invalid',
            data: { path: 'Chart.yaml', field: 'home', reason: 'no-text', line: 5 },
          },
        },
      },
    ],
  },
  {
    name: 'broken requirements.yaml',
    files: { 'requirements.yaml': 'dependencies: x\n' },
    found: [{ code: 'chart.yaml-unreadable', at: 'requirements.yaml:1' }],
  },
  {
    name: 'unknown and repeated keys',
    files: chartYamlWith(
      'Home: https://example.com\nmaintainer: x\nmaintainers:\n- name: a\n  age: 1\nannotations:\n  a: b\n  a: c\n',
    ),
    found: [
      { code: 'chart.key-unknown', at: 'Chart.yaml:6', args: { key: 'maintainer' } },
      { code: 'chart.key-unknown', at: 'Chart.yaml:9', args: { key: 'age' } },
      { code: 'chart.key-repeated', at: 'Chart.yaml:12', args: { key: 'a' } },
    ],
  },
  {
    name: 'an empty Chart.yaml',
    files: { 'Chart.yaml': '# nothing\n' },
    found: [
      { code: 'chart.name-missing', at: 'Chart.yaml' },
      { code: 'chart.api-version-missing', at: 'Chart.yaml' },
      { code: 'chart.version-missing', at: 'Chart.yaml' },
      { code: 'chart.icon-missing', at: 'Chart.yaml' },
    ],
  },
  {
    name: 'a name with a slash',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('sample', 'a/b') },
    found: [{ code: 'chart.name-invalid', at: 'Chart.yaml:2', args: { name: 'a/b' } }],
  },
  {
    name: 'a name with capitals',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('sample', 'Sample') },
    found: [{ code: 'chart.name-not-oci', at: 'Chart.yaml:2', args: { name: 'Sample' } }],
  },
  {
    name: 'apiVersion v3',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('v2', 'v3') },
    found: [{ code: 'chart.api-version-invalid', at: 'Chart.yaml:1', args: { apiVersion: 'v3' } }],
  },
  {
    name: 'a version that is a number',
    files: chartYamlAtVersion('1.10'),
    found: [
      { code: 'chart.version-not-text', at: 'Chart.yaml:3', args: { version: '1.1' } },
      { code: 'chart.version-not-strict', at: 'Chart.yaml:3', args: { version: '1.1' } },
    ],
  },
  {
    name: 'a version that is none',
    files: chartYamlAtVersion('latest'),
    found: [{ code: 'chart.version-invalid', at: 'Chart.yaml:3', args: { version: 'latest' } }],
  },
  {
    name: 'the lowest version',
    files: chartYamlAtVersion('0.0.0-0'),
    found: [{ code: 'chart.version-zero', at: 'Chart.yaml:3', args: { version: '0.0.0-0' } }],
  },
  {
    name: 'a version with a v',
    files: chartYamlAtVersion('v1.2.3'),
    found: [{ code: 'chart.version-prefixed', at: 'Chart.yaml:3', args: { version: 'v1.2.3' } }],
  },
  {
    name: 'a version of two parts',
    files: chartYamlAtVersion('"1.2"'),
    found: [{ code: 'chart.version-not-strict', at: 'Chart.yaml:3', args: { version: '1.2' } }],
  },
  {
    name: 'a version too long for a tag',
    files: chartYamlAtVersion(`1.2.3+${'a'.repeat(123)}`),
    found: [{ code: 'chart.version-not-tag', at: 'Chart.yaml:3' }],
  },
  { name: 'the longest tag', files: chartYamlAtVersion(`1.2.3+${'a'.repeat(122)}`), found: [] },
  {
    name: 'an appVersion that is a number',
    files: chartYamlWith('appVersion: 1.10\n'),
    found: [
      { code: 'chart.app-version-not-text', at: 'Chart.yaml:5', args: { appVersion: '1.1' } },
    ],
  },
  {
    name: 'an appVersion that is null',
    files: chartYamlWith('appVersion:\n'),
    found: [{ code: 'chart.app-version-not-text', at: 'Chart.yaml:5', args: { appVersion: '' } }],
  },
  {
    name: 'an appVersion that is a date',
    files: chartYamlWith('appVersion: 2020-01-01\n'),
    found: [],
  },
  {
    name: 'maintainers',
    files: chartYamlWith(
      'maintainers:\n- name: ann\n  email: Ann\n- name: bob\n  url: "no url"\n- email: c@example.com\n',
    ),
    found: [
      { code: 'chart.maintainer-email', at: 'Chart.yaml:7', args: { email: 'Ann', name: 'ann' } },
      { code: 'chart.maintainer-url', at: 'Chart.yaml:9', args: { url: 'no url', name: 'bob' } },
      { code: 'chart.maintainer-unnamed', at: 'Chart.yaml:10' },
    ],
  },
  {
    name: 'an empty maintainer',
    files: chartYamlWith('maintainers:\n- null\n'),
    found: [{ code: 'chart.maintainer-empty', at: 'Chart.yaml:6' }],
  },
  {
    name: 'sources',
    files: chartYamlWith('sources:\n- https://example.com\n- example.com\n-\n'),
    found: [
      { code: 'chart.source-invalid', at: 'Chart.yaml:7', args: { source: 'example.com' } },
      { code: 'chart.source-invalid', at: 'Chart.yaml:8', args: { source: '' } },
    ],
  },
  {
    name: 'no icon',
    files: { 'Chart.yaml': 'apiVersion: v2\nname: sample\nversion: 1.2.3\n' },
    found: [{ code: 'chart.icon-missing', at: 'Chart.yaml' }],
  },
  {
    name: 'an icon that is a path',
    files: { 'Chart.yaml': CLEAN['Chart.yaml'].replace('https://example.com', '') },
    found: [{ code: 'chart.icon-invalid', at: 'Chart.yaml:4', args: { icon: '/icon.svg' } }],
  },
  {
    name: 'a type there isn’t',
    files: chartYamlWith('type: operator\n'),
    found: [{ code: 'chart.type-invalid', at: 'Chart.yaml:5', args: { type: 'operator' } }],
  },
  {
    name: 'what only v2 charts have',
    files: {
      'Chart.yaml': `${CLEAN['Chart.yaml'].replace('v2', 'v1')}type: application\ndependencies:\n- {name: a, version: 1.x, repository: ""}\n`,
      ...subchart('a'),
    },
    found: [
      { code: 'chart.type-needs-v2', at: 'Chart.yaml:5' },
      { code: 'chart.dependencies-need-v2', at: 'Chart.yaml:7' },
    ],
  },
  {
    name: 'a kubeVersion that is none',
    files: chartYamlWith('kubeVersion: 1.20 or later\n'),
    found: [
      {
        code: 'chart.kube-version-invalid',
        at: 'Chart.yaml:5',
        args: { kubeVersion: '1.20 or later' },
      },
    ],
  },
  {
    name: 'a kubeVersion that is none, of a library',
    files: {
      ...chartYamlWith('type: library\nkubeVersion: 1.20 or later\n'),
      'templates/configmap.yaml': undefined,
      'templates/_names.tpl': '',
    },
    found: [{ code: 'chart.kube-version-invalid', at: 'Chart.yaml:6', severity: 'warning' }],
  },
  {
    name: 'annotations of OCI',
    files: chartYamlWith(
      'description: a\nannotations:\n  org.opencontainers.image.description: b\n  org.opencontainers.image.url: c\n  org.opencontainers.image.title: d\n',
    ),
    found: [
      {
        code: 'chart.annotation-overrides',
        at: 'Chart.yaml:7',
        args: { key: 'org.opencontainers.image.description', field: 'description' },
      },
      {
        code: 'chart.annotation-dropped',
        at: 'Chart.yaml:9',
        args: { key: 'org.opencontainers.image.title' },
      },
    ],
  },
];
