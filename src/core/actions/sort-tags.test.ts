import { describe, expect, it } from 'vitest';
import { SortedTags, without } from './sort-tags.ts';

const HEX = 'a'.repeat(64);

function sortTags(tags: readonly string[]) {
  const sorted = new SortedTags();
  sorted.add(tags);
  return sorted.list();
}

describe('SortedTags', () => {
  it('puts the newest version first and other tags last', () => {
    const tags = ['stable', '1.9.0', '1.10.0', 'latest', '2.0.0-rc.1', '2.0.0', '1.0.0_build.7'];
    expect(sortTags(tags).map(({ tag }) => tag)).toEqual([
      ...['2.0.0', '2.0.0-rc.1', '1.10.0', '1.9.0', '1.0.0_build.7'],
      ...['latest', 'stable'],
    ]);
  });

  it('gives the version that a tag stands for', () => {
    expect(sortTags(['1.0.0_build.7', 'edge'])).toEqual([
      { tag: '1.0.0_build.7', version: '1.0.0+build.7' },
      { tag: 'edge' },
    ]);
  });

  it('marks versions before a release', () => {
    expect(sortTags(['1.0.0-rc.1', '1.0.0_b-2']).map(({ prerelease }) => prerelease)).toEqual([
      undefined,
      true,
    ]);
  });

  it('leaves out tags for the referrers of a digest: the fallback tag, signatures, attestations', () => {
    const tags = ['', '.sig', '.att', '.sbom'].map((end) => `sha256-${HEX}${end}`);
    expect(sortTags([...tags, '1.0.0', 'sha256-of-something'])).toEqual([
      { tag: '1.0.0', version: '1.0.0' },
      { tag: 'sha256-of-something' },
    ]);
  });

  it('sorts tags that come page by page as if they had come at once', () => {
    const tags = ['b', '1.0.0', '3.0.0', 'latest', '2.0.0', 'a', '1.0.0-rc.1', `sha256-${HEX}`];
    for (const size of [1, 3, 8]) {
      const sorted = new SortedTags();
      for (let i = 0; i < tags.length; i += size) sorted.add(tags.slice(i, i + size));
      expect(sorted.list()).toEqual(sortTags(tags));
    }
    expect(sortTags(tags).map(({ tag }) => tag)).toEqual([
      ...['3.0.0', '2.0.0', '1.0.0', '1.0.0-rc.1'],
      ...['a', 'b', 'latest'],
    ]);
  });

  it('removes deleted tags', () => {
    expect(without(sortTags(['1.0.0', '2.0.0', 'latest']), ['latest', '2.0.0'])).toEqual(
      sortTags(['1.0.0']),
    );
  });

  // Comparing each with each would exceed the timeout of a test.
  it('sorts fifty thousand tags', () => {
    const tags = Array.from({ length: 50_000 }, (_, i) => `${i % 7}.${i % 113}.${i}`);
    const sorted = sortTags(tags);
    expect(sorted).toHaveLength(50_000);
    expect(sorted[0]?.tag).toBe('6.112.49832');
  });
});

it('takes short tags for versions only where there are no others of their line', () => {
  const sorted = new SortedTags();
  sorted.add(['1.2', '1', 'v2', '3', '1.1', 'stable']);
  expect(sorted.list().map(({ version }) => version)).toEqual([
    ...['3', 'v2', '1.2', '1.1', '1'],
    undefined,
  ]);
  sorted.add(['1.2.0', '1.2.3', 'v2.0.0-rc.1']);
  expect(sorted.list().map(({ tag, version }) => version ?? `(${tag})`)).toEqual([
    ...['3', 'v2.0.0-rc.1', '1.2.3', '1.2.0', '1.1'],
    ...['(1)', '(1.2)', '(stable)', '(v2)'],
  ]);
});
