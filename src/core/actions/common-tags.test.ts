import { describe, expect, it } from 'vitest';
import { invalidIn, shareTags, type TagWish } from './common-tags.ts';

const at = (version: string, repository = 'host/charts/a') => ({ repository, version });
const share = (wish: TagWish, ...charts: ReturnType<typeof at>[]) => {
  const shared = shareTags(wish, charts, (chart) => chart);
  return charts.map((chart) => shared.get(chart) ?? []);
};

describe('tags for several charts', () => {
  it('are those of the kinds that each version has', () => {
    const wish: TagWish = { kinds: ['minor', 'major', 'latest'], others: 'v{version}' };
    const charts = [at('1.2.3'), at('0.4.0', 'host/b'), at('2.0.0-rc.1', 'host/c')];
    expect(share(wish, ...charts)).toEqual([
      ['1.2', '1', 'latest', 'v1.2.3'],
      ['0.4', 'latest', 'v0.4.0'],
      ['v2.0.0-rc.1'],
    ]);
  });

  it('go to the highest of the versions in one repository, and to the first of equal ones', () => {
    const wish: TagWish = { kinds: ['minor', 'latest'], others: 'stable' };
    expect(share(wish, at('1.2.3'), at('1.3.0'), at('1.2.4'))).toEqual([
      [],
      ['1.3', 'latest', 'stable'],
      ['1.2'],
    ]);
    expect(share(wish, at('1.2.3'), at('1.2.3'), at('1.2.2', 'host/b'))).toEqual([
      ['1.2', 'latest', 'stable'],
      [],
      ['1.2', 'latest', 'stable'],
    ]);
  });

  it('hold a build of a version with _ for +', () => {
    expect(share({ kinds: [], others: 'v{version} v{version}' }, at('1.0.0+b'))).toEqual([
      ['v1.0.0_b'],
    ]);
  });

  it('are told apart from what can be none', () => {
    expect(invalidIn({ kinds: [], others: 'a/b, -{version} {version}-x' })).toEqual([
      'a/b',
      '-{version}',
    ]);
  });
});
