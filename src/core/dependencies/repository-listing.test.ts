import { describe, expect, it, test } from 'vitest';
import { listRepository } from './repository-listing.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const list = (text: string) => listRepository(bytes(text));
const names = (text: string) =>
  list(text).charts.map(({ name, versions }) => [name, ...versions.map(({ version }) => version)]);

const INDEX = `apiVersion: v1
entries:
  tide:
  - annotations:
      category: Sea
      notes: |
        - version: 9.9.9
          name: nobody
    apiVersion: v2
    appVersion: "1.10"
    created: "2024-05-14T01:00:18.437126423Z"
    dependencies:
    - name: common
      version: 2.x.x
    deprecated: true
    description: High water, and 'low' water # twice a day
    digest: 8d3d
    name: tide
    urls:
    - tide-1.10.0.tgz
    - https://elsewhere.example/tide-1.10.0.tgz
    version: 1.10.0
  - apiVersion: v1
    appVersion: 1.10
    description: |-
      Over
      two lines
    name: tide
    urls: [tide-1.9.0.tgz]
    version: 1.9.0
  - name: tide
    version: 2.0.0-rc.1
    urls:
      - "tide-2.0.0-rc.1.tgz"
  - name: tide
    version: newest
    urls: [x.tgz]
  - name: tide
    version: 0.1.0
  - name: tide
    version: 0.2.0
    urls: ['javascript:alert(1)', '', 'file:///etc/passwd']
  "lamp":
  -   version: v1.2
      name: lamp
      urls:
      - lamp.tgz
generated: "2024-05-14T01:00:18Z"
`;

const TIDE = [
  { version: '2.0.0-rc.1', urls: ['tide-2.0.0-rc.1.tgz'], prerelease: true },
  {
    version: '1.10.0',
    urls: ['tide-1.10.0.tgz', 'https://elsewhere.example/tide-1.10.0.tgz'],
    digest: '8d3d',
    appVersion: '1.10',
    created: '2024-05-14T01:00:18.437126423Z',
    deprecated: true,
    description: "High water, and 'low' water",
  },
  {
    version: '1.9.0',
    urls: ['tide-1.9.0.tgz'],
    appVersion: '1.1',
    description: 'Over two lines',
  },
];

describe('an index of a chart repository', () => {
  it('gives the charts by name, their versions highest first, and names what is skipped', () => {
    const { charts, skipped } = list(INDEX);
    expect(charts.map(({ name }) => name)).toEqual(['lamp', 'tide']);
    const [first, second, third] = charts[1]?.versions ?? [];
    expect(first).toEqual(TIDE[0]);
    expect(second).toEqual(TIDE[1]);
    expect(third).toEqual(TIDE[2]);
    expect(charts[0]?.versions).toEqual([{ version: 'v1.2', urls: ['lamp.tgz'] }]);
    expect(skipped).toEqual([
      expect.objectContaining({ chart: 'tide', version: 'newest' }),
      { chart: 'tide', version: '0.1.0' },
      { chart: 'tide', version: '0.2.0' },
    ]);
    expect(skipped[0]?.error?.code).toBe('chart.version-invalid');
  });

  it('is the same in JSON, with other line ends, and where it is written otherwise', () => {
    expect(list(INDEX.replaceAll('\n', '\r\n')).charts).toEqual(list(INDEX).charts);
    const flow = 'entries: {tide: [{name: tide, version: 1.0.0, urls: [a]}]}\n';
    expect(names(flow)).toEqual([['tide', '1.0.0']]);
    const json = {
      entries: { tide: [{ name: 'tide', version: '1.0.0', urls: ['a'], digest: 'ab' }] },
    };
    expect(list(JSON.stringify(json)).charts).toEqual([
      { name: 'tide', versions: [{ version: '1.0.0', urls: ['a'], digest: 'ab' }] },
    ]);
  });

  it('follows what refers to other places', () => {
    const merged = `entries:
  tide:
  - &base
    name: tide
    version: 1.0.0
    urls: [a]
  - <<: *base
    version: 1.1.0
  lamp: []
`;
    expect(names(merged)).toEqual([['tide', '1.1.0', '1.0.0']]);
    const alias = `entries:
  tide: &all
  - name: tide
    version: 1.0.0
    urls: [a]
  lamp: *all
`;
    expect(names(alias)).toEqual([
      ['lamp', '1.0.0'],
      ['tide', '1.0.0'],
    ]);
  });

  it('gives the other charts where one chart’s part is no YAML', () => {
    const broken = `entries:
  tide:
  - name: [
  lamp:
  - name: lamp
    version: 1.0.0
    urls: [a]
`;
    const { charts, skipped } = list(broken);
    expect(charts.map(({ name }) => name)).toEqual(['lamp']);
    expect(skipped).toMatchObject([{ chart: 'tide', error: { code: 'chart.yaml-invalid' } }]);
  });

  it('is refused where it is no index at all', () => {
    expect(() => list('entries: [')).toThrow(
      expect.objectContaining({ code: 'chart.yaml-invalid' }),
    );
    expect(list('')).toEqual({ charts: [], skipped: [] });
    expect(list('entries: {}')).toEqual({ charts: [], skipped: [] });
  });
});

test('an index of 20 MB, as bitnami’s is, is listed within seconds', () => {
  const entry = (name: string, version: string) => `  - annotations:
      images: |
        - name: ${name}
          image: docker.io/bitnami/${name}:${version}-debian-12-r1
${'          platform: linux/amd64, linux/arm64\n'.repeat(10)}
    apiVersion: v2
    appVersion: ${version}
    created: "2024-05-14T01:00:18.437126423Z"
    dependencies:
    - name: common
      repository: oci://registry-1.docker.io/bitnamicharts
      version: 2.x.x
    description: ${name} does what it does, and more of it than others.
    digest: 8d3d3ee0ee3c3d3ee0ee3c3d3ee0ee3c3d3ee0ee3c3d3ee0ee3c3d3ee0ee3caa
    home: https://bitnami.com
    name: ${name}
    urls:
    - https://charts.bitnami.com/bitnami/${name}-${version}.tgz
    version: ${version}
`;
  const parts = ['apiVersion: v1\nentries:\n'];
  for (let i = 0; i < 220; i++) {
    parts.push(`  chart-${i}:\n`);
    for (let j = 0; j < 90; j++) parts.push(entry(`chart-${i}`, `1.${j}.0`));
  }
  const large = bytes(parts.join(''));
  expect(large.length).toBeGreaterThan(20_000_000);
  const { charts, skipped } = listRepository(large);
  expect(charts).toHaveLength(220);
  expect(charts[7]?.versions).toHaveLength(90);
  expect(skipped).toEqual([]);
});
