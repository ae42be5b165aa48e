import { expect, test } from 'vitest';
import type { LibraryEntry } from '../library/entry.ts';
import { groupKept } from './group-kept.ts';

const entry = (name: string): LibraryEntry => ({
  name,
  error: { code: 'storage.damaged', data: { path: '/' } },
});

test('versions of one repository are together, the newest first, whatever they are called', () => {
  const signature = `ghcr.io/a/b:sha256-${'a'.repeat(64)}.sig`;
  const names = ['ghcr.io/a/b:1.9.0', 'ghcr.io/a/b:1.10.0', 'ghcr.io/a/b:latest', signature];
  const groups = groupKept([...names, 'ghcr.io/a:1', 'my notes'].map(entry));
  expect(
    groups.map(({ place, newest, others }) => [place, newest.name, others.map(({ name }) => name)]),
  ).toEqual([
    ['ghcr.io/a/b', 'ghcr.io/a/b:1.10.0', ['ghcr.io/a/b:1.9.0', 'ghcr.io/a/b:latest', signature]],
    ['ghcr.io/a', 'ghcr.io/a:1', []],
    ['my notes', 'my notes', []],
  ]);
});

test('a tag and a digest of one repository are both there', () => {
  const digest = `ghcr.io/a/b@sha256:${'a'.repeat(64)}`;
  const [group] = groupKept(['ghcr.io/a/b:1.0.0', digest].map(entry));
  expect([group?.newest, ...(group?.others ?? [])].map((one) => one?.name)).toEqual([
    'ghcr.io/a/b:1.0.0',
    digest,
  ]);
});
