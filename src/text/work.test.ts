import { expect, test } from 'vitest';
import { progressWords, workSummary, workWords } from './work.ts';

test('work is told as it stands', () => {
  expect(workWords('push', 'running', 'r.example/a:1')).toBe('Pushing r.example/a:1');
  expect(workWords('push', 'part', '20 charts')).toBe('Not all pushed: 20 charts');
  expect(workWords('delete', 'failed', 'r.example/a:1')).toBe('Not deleted: r.example/a:1');
});

test('progress is told in its unit', () => {
  expect(progressWords({ unit: 'bytes', done: 12_000, all: 40_000 })).toBe('12 kB of 40 kB');
  expect(progressWords({ unit: 'charts', done: 3, all: 1_000 })).toBe('3 of 1,000');
});

test('the summary leaves out what there is none of', () => {
  expect(workSummary(2, 1, 0)).toBe('2 under way, 1 failed');
  expect(workSummary(0, 0, 1)).toBe('1 done');
});
