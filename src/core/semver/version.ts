/**
 * Versions as Helm reads them: SemVer 2 with the leniency of Masterminds/semver v3.5, which accepts
 * a leading `v`, missing parts and leading zeros (`version.go` there). The npm library `semver`
 * follows other rules (no 64-bit numbers, other coercion, other constraints), so each refuses some
 * charts that the other accepts; here Helm's behaviour counts.
 */
import { byteOrder } from '../go/byte-order.ts';
import { byteLength } from '../go/byte-length.ts';

export interface Version {
  major: bigint;
  minor: bigint;
  patch: bigint;
  /** The part after `-`, such as `rc.1`, or ''. */
  prerelease: string;
  /** The part after `+`, or ''; it doesn't affect the order of versions. */
  build: string;
}

/** Masterminds/semver `MaxVersionLen`, in bytes; all that a version may hold is ASCII. */
const MAX_LENGTH = 256;
const MAX_UINT64 = 2n ** 64n - 1n;

/** A pre-release: identifiers between dots, numeric ones without leading zeros (SemVer 2, 9). */
const PRERELEASE = String.raw`(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
const BUILD = '[0-9a-zA-Z-]+';
const SUFFIX =
  `(?:-(?<prerelease>${PRERELEASE}(?:\\.${PRERELEASE})*))?` +
  `(?:\\+(?<build>${BUILD}(?:\\.${BUILD})*))?`;

const LENIENT = new RegExp(
  String.raw`^v?(?<major>\d+)(?:\.(?<minor>\d+))?(?:\.(?<patch>\d+))?${SUFFIX}$`,
);
/** The same with any identifiers, so that leading zeros in them can be told. */
const LOOSE =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const NUMBER = String.raw`(?:0|[1-9]\d*)`;
const STRICT = new RegExp(
  `^(?<major>${NUMBER})\\.(?<minor>${NUMBER})\\.(?<patch>${NUMBER})${SUFFIX}$`,
);

/** A version that Helm accepts when it loads a chart: `1`, `v1.2` and `01.2.3` pass. */
export function parseVersion(text: string): Version | undefined {
  return parse(text, LENIENT);
}

/** Why a text is no version, in the words of Masterminds. */
export function versionFault(text: string): string {
  if (byteLength(text) > MAX_LENGTH) return `version string is too long (max ${MAX_LENGTH} bytes)`;
  const parts = LOOSE.exec(text);
  if (!parts) return 'invalid semantic version';
  const large = parts.slice(1, 4).find((part) => part !== undefined && BigInt(part) > MAX_UINT64);
  if (large === undefined) return 'version segment starts with 0';
  return `error parsing version segment: strconv.ParseUint: parsing "${large}": value out of range`;
}

/** A strict SemVer 2 version: Helm ignores all others among a registry's tags. */
export function parseStrictVersion(text: string): Version | undefined {
  return parse(text, STRICT);
}

export function isLenientVersion(text: string): boolean {
  return parseVersion(text) !== undefined;
}

export function isStrictVersion(text: string): boolean {
  return parseStrictVersion(text) !== undefined;
}

function parse(text: string, form: RegExp): Version | undefined {
  const parts = text.length <= MAX_LENGTH ? form.exec(text)?.groups : undefined;
  if (!parts) return undefined;
  const { major = '0', minor = '0', patch = '0', prerelease = '', build = '' } = parts;
  const version = {
    major: BigInt(major),
    minor: BigInt(minor),
    patch: BigInt(patch),
    prerelease,
    build,
  };
  const fits = [version.major, version.minor, version.patch].every((part) => part <= MAX_UINT64);
  return fits ? version : undefined;
}

/**
 * The order of two versions as text, lowest first. Text that isn't a version comes before all
 * versions, so that a list of any tags can be sorted.
 */
export function compareVersions(a: string, b: string): number {
  const x = parseVersion(a);
  const y = parseVersion(b);
  if (x && y) return compareParsed(x, y);
  if (x) return 1;
  return y ? -1 : byteOrder(a, b);
}

/** SemVer 2, section 11: by the three numbers, then a pre-release before its release. */
export function compareParsed(a: Version, b: Version): number {
  return (
    compareNumbers(a.major, b.major) ||
    compareNumbers(a.minor, b.minor) ||
    compareNumbers(a.patch, b.patch) ||
    Number(a.prerelease === '') - Number(b.prerelease === '') ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

export function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

/** Compares identifier by identifier; the one that runs out first comes first. */
export function comparePrereleases(a: string, b: string): number {
  const x = a.split('.');
  const y = b.split('.');
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const order = compareIdentifiers(x[i] ?? '', y[i] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by value and before words. A number beyond 64 bits counts as a word, as it does in Go. */
function compareIdentifiers(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? -1 : 1;
  const x = uint64(a);
  const y = uint64(b);
  if (x !== undefined && y !== undefined) return compareNumbers(x, y);
  if (x === undefined && y === undefined) return a < b ? -1 : 1;
  return x === undefined ? 1 : -1;
}

function uint64(text: string): bigint | undefined {
  const value = /^\d+$/.test(text) ? BigInt(text) : undefined;
  return value !== undefined && value <= MAX_UINT64 ? value : undefined;
}
