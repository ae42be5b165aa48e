import { CLEAN, chartYamlWith, subchart, type Files, type LintCase } from './case.ts';

const twice = (name: string, major: string): Files => ({
  [`charts/${name}-${major}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${major}.0.0\n`,
});

/** Dependencies, charts/ and lock files. */
export const DEPENDENCY_CASES: LintCase[] = [
  {
    name: 'dependencies that Helm doesn’t load',
    files: chartYamlWith(
      'dependencies:\n- null\n- {name: a, version: 1.x, repository: "", alias: "a b"}\n- {name: b, version: "1", repository: ""}\n- {name: c, alias: b, version: "1", repository: ""}\n',
    ),
    found: [
      { code: 'dependency.empty', at: 'Chart.yaml:6' },
      { code: 'dependency.alias-invalid', at: 'Chart.yaml:7', args: { name: 'a', alias: 'a b' } },
      { code: 'dependency.duplicate', at: 'Chart.yaml:9', args: { name: 'b' } },
      { code: 'dependency.missing', at: 'Chart.yaml:7', args: { name: 'a' } },
      { code: 'dependency.missing', at: 'Chart.yaml:8', args: { name: 'b' } },
      { code: 'dependency.missing', at: 'Chart.yaml:9', args: { name: 'c' } },
    ],
  },
  {
    name: 'dependencies against charts/',
    files: {
      ...chartYamlWith(
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
      {
        code: 'dependency.version-invalid',
        at: 'Chart.yaml:6',
        args: { name: 'a', version: 'latest' },
      },
      {
        code: 'dependency.version-mismatch',
        at: 'Chart.yaml:7',
        args: { name: 'b', declared: '^2', found: '1.9.0' },
      },
      { code: 'dependency.version-invalid', at: 'Chart.yaml:8', args: { name: 'c', version: '' } },
      { code: 'dependency.missing', at: 'Chart.yaml:8', args: { name: 'c' } },
      { code: 'dependency.undeclared', at: 'charts/d', args: { name: 'd' } },
    ],
  },
  {
    name: 'dependencies of a v1 chart',
    files: {
      'Chart.yaml': CLEAN['Chart.yaml'].replace('v2', 'v1'),
      'requirements.yaml': 'dependencies:\n- name: a\n  version: 1.x\n',
    },
    found: [{ code: 'dependency.missing', at: 'requirements.yaml:2', args: { name: 'a' } }],
  },
  {
    name: 'a dependency that is there, but left out by .helmignore',
    files: {
      ...chartYamlWith('dependencies:\n- {name: a, version: 1.x, repository: ""}\n'),
      'charts/a-1.0.0.tgz': 'x',
      '.helmignore': '*.tgz\n',
    },
    found: [
      {
        code: 'dependency.missing',
        at: 'Chart.yaml:6',
        args: { name: 'a', leftOut: { path: 'charts/a-1.0.0.tgz', pattern: '*.tgz' } },
      },
    ],
  },
  {
    name: 'what is no chart in charts/',
    files: { 'charts/README.md': '', 'charts/b/Chart.yaml': 'name: b\n', 'charts/c.tgz': 'x' },
    found: [
      {
        code: 'dependency.subchart-unreadable',
        at: 'charts/README.md',
        args: { fault: { code: 'chart.yaml-missing', data: { chart: '' } } },
      },
      {
        code: 'dependency.subchart-unreadable',
        at: 'charts/b',
        args: { fault: { code: 'chart.version-invalid', data: { version: '' } } },
      },
      {
        code: 'dependency.subchart-unreadable',
        at: 'charts/c.tgz',
        args: { fault: { code: 'archive.not-gzip', data: {} } },
      },
    ],
  },
  {
    name: 'charts of one name in charts/: one taken at random, one that nothing fits, one each',
    files: {
      ...chartYamlWith(
        'dependencies:\n- {name: a, version: ">=1", repository: ""}\n- {name: b, version: 1.x, repository: ""}\n- {name: c, version: 1.x, alias: d, repository: ""}\n- {name: c, version: 2.x, alias: e, repository: ""}\n',
      ),
      ...Object.assign(
        {},
        ...['a', 'b', 'c'].flatMap((name) => [twice(name, '1'), twice(name, '2')]),
      ),
    },
    found: [
      {
        code: 'dependency.ambiguous',
        at: 'charts/a-2',
        args: { name: 'a', paths: 'charts/a-1, charts/a-2' },
      },
      {
        code: 'dependency.ambiguous',
        at: 'charts/b-2',
        args: { name: 'b', paths: 'charts/b-1, charts/b-2' },
      },
    ],
  },
  {
    name: 'a broken lock file',
    files: { 'Chart.lock': 'dependencies: {}\n' },
    found: [{ code: 'lock.unreadable', at: 'Chart.lock:1' }],
  },
  {
    name: 'a lock file that was generated on a day, and at no time',
    files: { 'Chart.lock': 'digest: x\ngenerated: "2024-05-01"\n' },
    found: [{ code: 'lock.unreadable', at: 'Chart.lock:2' }],
  },
  {
    name: 'a lock file of other dependencies',
    files: {
      ...chartYamlWith('dependencies:\n- {name: a, version: 1.x, repository: ""}\n'),
      ...subchart('a'),
      'Chart.lock': `dependencies:\n- {name: a, version: 1.0.0, repository: ""}\ndigest: sha256:${'0'.repeat(64)}\ngenerated: "2021-09-01T20:34:58Z"\n`,
    },
    found: [
      {
        code: 'lock.outdated',
        at: 'Chart.lock:3',
        args: { lock: 'Chart.lock', chart: 'Chart.yaml' },
      },
    ],
  },
];
