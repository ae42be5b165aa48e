import { describe, expect, it, test } from 'vitest';
import { cutEntry } from './index-cut.ts';
import { pickEntry } from './pick-entry.ts';
import { readIndex } from './repository-index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const entry = (name: string, version: string, more = '') =>
  `  - apiVersion: v2\n    name: ${name}\n    version: ${version}\n    urls:\n    - ${name}-${version}.tgz\n${more}`;
const INDEX = [
  'apiVersion: v1\nentries:\n',
  '  alpha:\n',
  entry(
    'alpha',
    '1.0.0',
    '    digest: abc\n    description: |\n      beta:\n      - not an entry\n',
  ),
  entry('alpha', '1.10.0', "    description: 'over two\n      lines: it says'\n"),
  entry('alpha', '1.9.0-rc.1'),
  '\n# a comment at the margin\n',
  '  "beta":\n',
  entry('beta', '0.1.0'),
  entry('beta', 'newest'),
  '  - name: beta\n    version: 0.2.0\n',
  '  -\n',
  '  gamma: []\n',
  'generated: "2024-01-01T00:00:00Z"\n',
].join('');
const versions = (text: string, name: string) =>
  readIndex(bytes(text), name)?.map(({ version }) => version);

describe('an index in YAML', () => {
  it('gives the versions of a chart, highest first', () => {
    expect(readIndex(bytes(INDEX), 'alpha')).toEqual([
      { version: '1.10.0', urls: ['alpha-1.10.0.tgz'] },
      { version: '1.9.0-rc.1', urls: ['alpha-1.9.0-rc.1.tgz'] },
      { version: '1.0.0', urls: ['alpha-1.0.0.tgz'], digest: 'abc' },
    ]);
  });

  it('skips entries that aren’t charts or have no address', () => {
    expect(versions(INDEX, 'beta')).toEqual(['0.1.0']);
    expect(versions(INDEX, 'gamma')).toEqual([]);
  });

  it('is undefined for a chart that isn’t listed', () => {
    expect(versions(INDEX, 'delta')).toBeUndefined();
    expect(versions(INDEX, 'generated')).toBeUndefined();
    expect(versions('apiVersion: v1\nentries: {}\n', 'alpha')).toBeUndefined();
  });

  it('is cut by its lines, with any line ends and any indentation', () => {
    expect(cutEntry(INDEX, 'beta')?.split('\n')[0]).toBe('  "beta":');
    expect(cutEntry(INDEX, 'gamma')).toBe('  gamma: []\n');
    expect(cutEntry(INDEX, 'delta')).toBe('');
    expect(versions(INDEX.replaceAll('\n', '\r\n'), 'alpha')).toHaveLength(3);
    const deeper = INDEX.replace(/^ {2}(?=[- ])/gm, '     ');
    expect(versions(deeper, 'alpha')).toHaveLength(3);
  });

  it('is read as a whole where it can’t be cut', () => {
    const flow = 'apiVersion: v1\nentries: {alpha: [{name: alpha, version: 1.0.0, urls: [a]}]}\n';
    expect(cutEntry(flow, 'alpha')).toBeUndefined();
    expect(versions(flow, 'alpha')).toEqual(['1.0.0']);
    const alias = `entries:\n  first: &all\n${entry('alpha', '1.0.0')}  alpha: *all\n`;
    expect(versions(alias, 'alpha')).toEqual(['1.0.0']);
  });

  it('is refused where it is broken', () => {
    const broken = 'entries:\n  alpha:\n  - name: [\n';
    expect(() => readIndex(bytes(broken), 'alpha')).toThrow(
      expect.objectContaining({ code: 'chart.yaml-invalid' }),
    );
  });
});

describe('an index of 50,000 entries and 20 MB', () => {
  const list = (name: string) =>
    Array.from({ length: 50 }, (_, j) => ({ name, version: `1.${j}.0` }));
  const names = Array.from({ length: 1000 }, (_, i) => `chart-${i}`);
  const words = 'words '.repeat(60);
  const yaml = () => {
    const filler = `    description: ${words}\n`;
    const charts = names.map(
      (name) =>
        `  ${name}:\n${list(name)
          .map(({ version }) => entry(name, version, filler))
          .join('')}`,
    );
    return `apiVersion: v1\nentries:\n${charts.join('')}`;
  };
  const json = () => {
    const more = { urls: ['x.tgz'], description: words };
    const charts = names.map((name) => [name, list(name).map((one) => ({ ...one, ...more }))]);
    return JSON.stringify({ apiVersion: 'v1', entries: Object.fromEntries(charts) });
  };

  it.each([
    ['YAML', yaml],
    ['JSON', json],
  ])('in %s takes little more time and memory than its text', (_, text) => {
    // Parsing a tenth of it as YAML takes seconds, and all of it would exceed the timeout of a
    // test.
    const large = bytes(text());
    expect(large.length).toBeGreaterThan(20_000_000);
    const { heapUsed } = process.memoryUsage();
    for (const name of ['chart-0', 'chart-999']) {
      const found = readIndex(large, name);
      expect(found).toHaveLength(50);
      expect(found?.[0]?.version).toBe('1.49.0');
    }
    expect(readIndex(large, 'chart-1000')).toBeUndefined();
    expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(400_000_000);
  });
});

test('an index in JSON is read alike', () => {
  const index = {
    entries: { alpha: [{ name: 'alpha', version: '1.0.0', urls: ['a/"b"\\ü.tgz'] }] },
  };
  const text = JSON.stringify({ apiVersion: 'v1', ...index }, null, 2);
  expect(readIndex(bytes(text), 'alpha')).toEqual([{ version: '1.0.0', urls: ['a/"b"\\ü.tgz'] }]);
  expect(versions(text, 'toString')).toBeUndefined();
});

test('a version that is spelled the same comes first, then the highest within the range', () => {
  const entries = ['2.0.0', '1.2.0+b', '1.2.0+a', '1.1.0'].map((version) => ({
    version,
    urls: ['x'],
  }));
  expect(pickEntry(entries, '1.2.0+a')?.version).toBe('1.2.0+a');
  expect(pickEntry(entries, '1.x')?.version).toBe('1.2.0+b');
  expect(pickEntry(entries, '^3')).toBeUndefined();
  expect(() => pickEntry(entries, 'newest')).toThrow(
    expect.objectContaining({ code: 'version.constraint-invalid' }),
  );
});
