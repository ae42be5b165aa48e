import { compareNumbers, compareParsed, comparePrereleases, type Version } from './version.ts';

export type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

/** One part of a constraint: `>=1.2.x`. */
export interface Comparator {
  operator: Operator;
  /** The version as written, with zeros from the wildcard on. */
  version: Version;
  /** The first part that is `x`, `*` or left out; absent where all three are numbers. */
  wildcard?: 'major' | 'minor' | 'patch' | undefined;
}

/**
 * Whether one comparator takes a version, pre-releases apart (those are a matter of the whole
 * group). Each rule gives what Masterminds/semver 3.5 gives (`constraints.go`, its comments and
 * its quirks): `^*` is only 0.0.0, `~0.0.0` is everything from there on.
 */
export function matches(comparator: Comparator, version: Version): boolean {
  return rules[comparator.operator](version, comparator);
}

type Rule = (version: Version, comparator: Comparator) => boolean;

const rules: Record<Operator, Rule> = {
  '=': (v, c) => (c.wildcard ? tilde(v, c) : compareParsed(v, c.version) === 0),
  '!=': notEqual,
  '<': (v, c) => compareParsed(v, c.version) < 0,
  '>=': (v, c) => compareParsed(v, c.version) >= 0,
  '>': greater,
  '<=': lessOrEqual,
  '~': tilde,
  '^': caret,
};

/**
 * Compares only the parts that the comparator names: `1.2` leaves out the patch, `1` the minor too.
 */
function compareNamed(v: Version, { version, wildcard }: Comparator): number {
  return (
    compareNumbers(v.major, version.major) ||
    (wildcard === 'minor' ? 0 : compareNumbers(v.minor, version.minor))
  );
}

function notEqual(v: Version, c: Comparator): boolean {
  if (c.wildcard !== 'minor' && c.wildcard !== 'patch') return compareParsed(v, c.version) !== 0;
  if (compareNamed(v, c) !== 0) return true;
  return c.wildcard === 'patch' && comparePrereleases(v.prerelease, c.version.prerelease) !== 0;
}

/** `>11` begins at 12.0.0, `>11.1` at 11.2.0. */
function greater(v: Version, c: Comparator): boolean {
  const partial = c.wildcard === 'minor' || c.wildcard === 'patch';
  return (partial ? compareNamed(v, c) : compareParsed(v, c.version)) > 0;
}

/** `<=11` ends with the last 11, `<=11.1` with the last 11.1. */
function lessOrEqual(v: Version, c: Comparator): boolean {
  return (c.wildcard ? compareNamed(v, c) : compareParsed(v, c.version)) <= 0;
}

/** `~1.2.3` and `~1.2` stay in 1.2, `~1` stays in 1. */
function tilde(v: Version, c: Comparator): boolean {
  if (compareParsed(v, c.version) < 0) return false;
  const { major, minor, patch } = c.version;
  const anything = major === 0n && minor === 0n && patch === 0n;
  if (anything && c.wildcard !== 'minor' && c.wildcard !== 'patch') return true;
  return compareNamed(v, c) === 0;
}

/**
 * Keeps the leftmost non-zero part: `^1.2.3` stays in 1, `^0.2.3` in 0.2, `^0.0.3` is 0.0.3 alone.
 */
function caret(v: Version, { version, wildcard }: Comparator): boolean {
  if (compareParsed(v, version) < 0 || v.major !== version.major) return false;
  if (version.major > 0n || wildcard === 'minor') return true;
  if (v.minor !== version.minor) return false;
  return version.minor > 0n || wildcard === 'patch' || v.patch === version.patch;
}
