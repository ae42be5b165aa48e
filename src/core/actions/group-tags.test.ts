import { expect, it } from 'vitest';
import { groupTags } from './group-tags.ts';

it('puts tags of one digest together, in the place of the first', () => {
  const digests = new Map([
    ['2.0.0', 'sha256:b'],
    ['1.0.0', 'sha256:a'],
    ['latest', 'sha256:b'],
  ] as const);
  const tags = ['2.0.0', '1.1.0', '1.0.0', 'edge', 'latest'].map((tag) => ({ tag }));
  const groups = groupTags(tags, (tag) => digests.get(tag as 'latest'));
  expect(groups.map(({ head, others }) => [head, ...others].map(({ tag }) => tag))).toEqual([
    ['2.0.0', 'latest'],
    ['1.1.0'],
    ['1.0.0'],
    ['edge'],
  ]);
});
