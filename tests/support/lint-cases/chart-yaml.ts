import { CLEAN, more, subchart, versioned, type LintCase } from './case.ts';

/** What Chart.yaml itself says. */
export const CHART_YAML_CASES: LintCase[] = [
  { name: 'clean', files: {}, found: [] },
  {
    name: 'no Chart.yaml',
    files: { 'Chart.yaml': undefined },
    found: [['chart.yaml-missing', 'Chart.yaml']],
  },
  {
    name: 'Chart.yaml ignored',
    files: { '.helmignore': '# all\n*.y?ml\n' },
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
];
