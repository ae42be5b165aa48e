import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  forget,
  recentReferences,
  recentRegistries,
  rememberReference,
  rememberRegistry,
} from './recent.ts';

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('the last one used is first, each is there once, and the oldest are dropped', () => {
  for (let i = 0; i < 50; i++) {
    rememberReference({ registry: 'ghcr.io', repository: 'a/b', tag: `1.0.${i}` });
  }
  rememberReference({
    registry: 'localhost:5000',
    repository: 'c',
    digest: `sha256:${'0'.repeat(64)}`,
  });
  rememberReference({ registry: 'ghcr.io', repository: 'a/b', tag: '1.0.48' });
  expect(recentReferences().slice(0, 3)).toEqual([
    'ghcr.io/a/b:1.0.48',
    'localhost:5000/c',
    'ghcr.io/a/b:1.0.49',
  ]);
  expect(recentReferences()).toHaveLength(40);
  expect(recentRegistries()).toEqual(['ghcr.io', 'localhost:5000']);
});

test('one is forgotten, or a registry with all that is in it', () => {
  rememberReference({ registry: 'ghcr.io', repository: 'a', tag: '1' });
  rememberReference({ registry: 'ghcr.io', repository: 'b' });
  rememberReference({ registry: 'quay.io', repository: 'a' });
  forget('ghcr.io/b');
  expect(recentReferences()).toEqual(['quay.io/a', 'ghcr.io/a:1']);
  forget('ghcr.io');
  expect(recentReferences()).toEqual(['quay.io/a']);
  expect(recentRegistries()).toEqual(['quay.io']);
});

test('a repository is forgotten with its references, and a registry is no prefix of another', () => {
  rememberReference({ registry: 'localhost:5000', repository: 'org/a', tag: '1' });
  rememberReference({ registry: 'localhost:5000', repository: 'org/ab', tag: '1' });
  rememberReference({ registry: 'localhost', repository: 'org/a' });
  forget('localhost');
  expect(recentRegistries()).toEqual(['localhost:5000']);
  forget('localhost:5000/org/a');
  expect(recentReferences()).toEqual(['localhost:5000/org/ab:1']);
  forget('localhost:5000/org');
  expect(recentReferences()).toEqual([]);
});

test('what else is stored there counts as nothing', () => {
  localStorage.setItem('chartroom.references', 'ghcr.io/A::b <script> ghcr.io/a');
  localStorage.setItem('chartroom.registries', '-- ghcr.io');
  expect(recentReferences()).toEqual(['ghcr.io/a']);
  rememberRegistry('quay.io');
  expect(recentRegistries()).toEqual(['quay.io', 'ghcr.io']);
});
