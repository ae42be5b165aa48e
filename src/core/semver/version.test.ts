import { expect, test } from 'vitest';
import { compareVersions, isLenientVersion, isStrictVersion, parseVersion } from './version.ts';

test.each(['1', '1.2', 'v1.2.3', '01.2.3', 'v1-rc', '1.2+b'])('%j is a lenient version', (text) => {
  expect([isLenientVersion(text), isStrictVersion(text)]).toEqual([true, false]);
});

const LONG = `1.2.3-${'a'.repeat(250)}`;

test.each(['1.2.3', '1.2.3-a.b', '1.2.3+b', '0.0.0-0', '18446744073709551615.0.0', LONG])(
  '%j is a strict version',
  (text) => {
    expect([isLenientVersion(text), isStrictVersion(text)]).toEqual([true, true]);
  },
);

test.each([
  ...['V1.2.3', '1.2.3-01', '1.2.3_b', '1.2.3.4', '', ' 1.2.3', '1.2.3\n', '1.2.3-', '1.2.3+'],
  ...['latest', '18446744073709551616.0.0', `${LONG}a`],
])('%j is no version', (text) => {
  expect([isLenientVersion(text), isStrictVersion(text)]).toEqual([false, false]);
});

test('a lenient version is completed with zeros', () => {
  expect(parseVersion('v1.02-rc.1+build.5')).toEqual({
    major: 1n,
    minor: 2n,
    patch: 0n,
    prerelease: 'rc.1',
    build: 'build.5',
  });
});

test('the order of SemVer 2, section 11; text that isn’t a version comes first', () => {
  const ordered = [
    'latest',
    '0.9.0',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '1.2.0',
    '1.10.0',
  ];
  expect(ordered.toReversed().sort(compareVersions)).toEqual(ordered);
  expect(compareVersions('1.0.0+a', 'v1+b')).toBe(0);
});

test('a numeric identifier beyond 64 bits is a word, as in Go', () => {
  expect(compareVersions('1.0.0-18446744073709551616', '1.0.0-9')).toBeGreaterThan(0);
  expect(compareVersions('1.0.0-18446744073709551616', '1.0.0-a')).toBeLessThan(0);
});
