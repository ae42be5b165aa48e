import { expect, test } from 'vitest';
import { parseKubeVersion } from './capabilities.ts';

test.each([
  ['1.34', 'v1.34', 'v1.34', '34'],
  ['v1.34.2-gke.12', 'v1.34.2-gke.12', 'v1.34.2', '34'],
  ['1.034.0.5+x', 'v1.034.0.5+x', 'v1.34.0.5', '34'],
])('--kube-version %s', (text, version, normalized, minor) => {
  expect(parseKubeVersion(text, 4)).toEqual({ version, normalized, major: '1', minor });
  expect(parseKubeVersion(text, 3)).toEqual({ version: normalized, normalized, major: '1', minor });
});

test.each([
  ['', 'could not parse "" as version'],
  ['1.34\nx', 'could not parse "1.34\\nx" as version'],
  ['1', 'illegal version string "1"'],
  ['1..34', 'illegal version string "1..34"'],
  ['01.34', 'illegal zero-prefixed version component "01" in "01.34"'],
  [
    '1.18446744073709551616',
    'illegal non-numeric version component "18446744073709551616" in "1.18446744073709551616": strconv.ParseUint: parsing "18446744073709551616": value out of range',
  ],
])('--kube-version %j is refused in Helm’s words', (text, words) => {
  expect(parseKubeVersion(text, 4)).toBe(`invalid kube version '${text}': ${words}`);
});
