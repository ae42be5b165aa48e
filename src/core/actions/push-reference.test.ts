import { describe, expect, it, test } from 'vitest';
import { ChartroomError } from '../errors.ts';
import {
  pathAbove,
  pushReference,
  registryIn,
  suggestReference,
  withVersion,
} from './push-reference.ts';

const CHART = { name: 'mychart', version: '1.0.0+b1' };

test.each([
  ['ghcr.io/fleet', 'ghcr.io/fleet/mychart:1.0.0_b1'],
  [' oci://ghcr.io/fleet/ ', 'ghcr.io/fleet/mychart:1.0.0_b1'],
  ['localhost:5000', 'localhost:5000/mychart:1.0.0_b1'],
])('below %j a chart is pushed to %s', (path, reference) => {
  expect(suggestReference(path, CHART)).toBe(reference);
});

describe('pushReference', () => {
  it.each([
    ['ghcr.io/a/b', { registry: 'ghcr.io', repository: 'a/b', tag: '1.0.0_b1' }],
    ['oci://ghcr.io/a/b:latest', { registry: 'ghcr.io', repository: 'a/b', tag: 'latest' }],
    ['[::1]:5000/a:2+x', { registry: '[::1]:5000', repository: 'a', tag: '2_x' }],
  ])('reads %s', (text, reference) => {
    expect(pushReference(text, CHART.version)).toEqual(reference);
  });

  it('refuses a digest, beside a tag too', () => {
    const text = `ghcr.io/a/b:1@sha256:${'0'.repeat(64)}`;
    expect(() => pushReference(text, CHART.version)).toThrow(
      new ChartroomError('reference.invalid', { reference: text, reason: 'no-tag' }),
    );
  });
});

test.each([
  ['ghcr.io/a/b:1.0.0_b1', 'ghcr.io/a/b:1.1.0'],
  ['ghcr.io/a/b:latest', 'ghcr.io/a/b:latest'],
  ['ghcr.io/a/b', 'ghcr.io/a/b'],
])('%s, when the version is raised, becomes %s', (text, raised) => {
  expect(withVersion(text, CHART.version, '1.1.0')).toBe(raised);
});

test('the path above a push is where the next one goes', () => {
  const pushed = pushReference('ghcr.io/fleet/north/mychart', CHART.version);
  expect(pathAbove(pushed)).toBe('ghcr.io/fleet/north');
  expect(pathAbove(pushReference('ghcr.io/mychart', CHART.version))).toBe('ghcr.io');
});

test.each([
  ['Localhost:5000/a', 'localhost:5000'],
  [' oci://ghcr.io', 'ghcr.io'],
  ['https://ghcr.io/a/b', 'ghcr.io'],
  ['ghc', 'ghc'],
  ['', ''],
])('the registry in %j is %j', (text, registry) => {
  expect(registryIn(text)).toBe(registry);
});
