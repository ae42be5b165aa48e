import { CLEAN, more, subchart, type Files, type LintCase } from './case.ts';

const twice = (name: string, major: string): Files => ({
  [`charts/${name}-${major}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${major}.0.0\n`,
});

/** Dependencies, charts/ and lock files. */
export const DEPENDENCY_CASES: LintCase[] = [
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
      [
        'dependency.subchart-unreadable',
        'charts/README.md',
        undefined,
        { reason: 'it has no Chart.yaml' },
      ],
      [
        'dependency.subchart-unreadable',
        'charts/b',
        undefined,
        { reason: 'its version, left out, is not a semantic version' },
      ],
      [
        'dependency.subchart-unreadable',
        'charts/c.tgz',
        undefined,
        { reason: 'it is no gzip file' },
      ],
    ],
  },
  {
    name: 'charts of one name in charts/: one taken at random, one that nothing fits, one each',
    files: {
      ...more(
        'dependencies:\n- {name: a, version: ">=1", repository: ""}\n- {name: b, version: 1.x, repository: ""}\n- {name: c, version: 1.x, alias: d, repository: ""}\n- {name: c, version: 2.x, alias: e, repository: ""}\n',
      ),
      ...Object.assign(
        {},
        ...['a', 'b', 'c'].flatMap((name) => [twice(name, '1'), twice(name, '2')]),
      ),
    },
    found: [
      [
        'dependency.ambiguous',
        'charts/a-2',
        undefined,
        { name: 'a', paths: 'charts/a-1, charts/a-2' },
      ],
      [
        'dependency.ambiguous',
        'charts/b-2',
        undefined,
        { name: 'b', paths: 'charts/b-1, charts/b-2' },
      ],
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
];
