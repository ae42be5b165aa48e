import { beforeEach, expect, test, vi } from 'vitest';
import { forget } from './recent.ts';
import { rememberTags, tagsLastTime } from './recent-tags.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

const at = (repository: string) => ({ registry: 'ghcr.io', repository });

test('the tags of a push are offered to the next version there, in their kinds', () => {
  rememberTags(at('a/b'), '1.4.0', ['1.4', 'latest', 'stable', '1.4.0-copy', '1.3.9']);
  rememberTags(at('a/c'), '1.4.0', ['1']);
  expect(tagsLastTime(at('a/b'), '2.0.1')).toEqual(['2.0', 'latest', 'stable']);
  expect(tagsLastTime(at('a/c'), '2.0.1')).toEqual(['2']);
  expect(tagsLastTime(at('a/c'), '0.9.0')).toEqual([]);
  // Lines of versions don't move to a version before its release.
  expect(tagsLastTime(at('a/b'), '2.1.0-rc.1')).toEqual(['stable']);
  rememberTags(at('a/b'), '2.0.1', []);
  expect(tagsLastTime(at('a/b'), '2.0.2')).toEqual([]);
});

test('they are forgotten with their repository', () => {
  rememberTags(at('a/b'), '1.0.0', ['latest']);
  rememberTags(at('c/d'), '1.0.0', ['latest']);
  forget('ghcr.io/a');
  expect(tagsLastTime(at('a/b'), '1.0.0')).toEqual([]);
  expect(tagsLastTime(at('c/d'), '1.0.0')).toEqual(['latest']);
});
