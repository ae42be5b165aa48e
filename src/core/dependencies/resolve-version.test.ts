import { expect, test } from 'vitest';
import { resolveVersion } from './resolve-version.ts';

const tags = [
  'latest',
  '1.2',
  'v3.0.0',
  '1.10.0',
  '1.9.0',
  '2.0.0-rc.1',
  '1.10.1_b',
  'sha256-ab.sig',
];

test.each([
  ['', '1.10.1+b'],
  ['*', '1.10.1+b'],
  ['~1.9', '1.9.0'],
  ['1.9.0', '1.9.0'],
  ['1.10.1+b', '1.10.1+b'],
  ['<1.10.1', '1.10.0'],
  ['>0.0.0-0', '2.0.0-rc.1'],
  ['^3', undefined],
])('%j resolves to %s', (constraint, version) => {
  expect(resolveVersion(tags, constraint)).toBe(version);
});

test('text that isn’t a constraint is an error', () => {
  expect(() => resolveVersion(tags, 'latest')).toThrow(
    expect.objectContaining({
      code: 'version.constraint-invalid',
      data: { constraint: 'latest' },
    }),
  );
});
