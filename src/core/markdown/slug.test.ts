import { expect, it } from 'vitest';
import { Slugs } from './slug.ts';

it.each([
  ['Configuration', 'configuration'],
  ['  TL;DR ', 'tldr'],
  ['Values & `values.yaml` (all)', 'values--valuesyaml-all'],
  ['From 1.x to 2.x', 'from-1x-to-2x'],
  ['snake_case-kept', 'snake_case-kept'],
  ['Größe und Maß', 'größe-und-maß'],
  ['安装 说明', '安装-说明'],
  ['¼ ½ 🚀 Start', '---start'],
])('a heading %j is named %s', (heading, name) => {
  expect(new Slugs().next(heading)).toBe(name);
});

it('numbers names that come again, also where a heading has such a number itself', () => {
  const slugs = new Slugs();
  const given = ['A', 'A', 'A-1', 'A', '', ''].map((heading) => slugs.next(heading));
  expect(given).toEqual(['a', 'a-1', 'a-1-1', 'a-2', '', '-1']);
});
