/**
 * Version constraints as Helm reads them (Masterminds/semver 3.5, `constraints.go`): in
 * `dependencies[].version`, in `kubeVersion`, and for `helm pull --version`.
 *
 * The npm library `semver` has a different language: there `^0.x` and `~0.0.0` accept other
 * versions, a comma is no separator, `>1.2` doesn't skip 1.2.5, and a pre-release passes only
 * beside a bound with the same three numbers, where Masterminds opens the whole group. So these
 * rules are our own implementation, compared with the Go library in
 * `tests/interop/semver-parity.test.ts`.
 */
import { quote } from '../go/quote.ts';
import { matches, type Comparator, type Operator } from './comparator.ts';
import { parseVersion, type Version } from './version.ts';

export interface Constraint {
  /** Whether a version satisfies it; text that isn't a version never does. */
  accepts(version: string | Version): boolean;
}

/** Masterminds/semver `MaxConstraintLen` and `MaxConstraintGroups`. */
const MAX_LENGTH = 512;
const MAX_GROUPS = 32;

/** Go's `\s`; JavaScript's matches more characters. */
const SPACE = String.raw`[\t\n\f\r ]`;
const NO_SPACE = String.raw`[^\t\n\f\r ]`;
/** A version with wildcards. That `|` is among the digits is an accident of the Go library. */
const PART = '[0-9|xX*]+';
const WORDS = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`;
const PATTERN = `v?(${PART})(?:\\.(${PART}))?(?:\\.(${PART}))?(-${WORDS})?(?:\\+${WORDS})?`;

const HYPHEN_RANGE = new RegExp(
  `${SPACE}*(?<from>${PATTERN})${SPACE}+-${SPACE}+(?<to>${PATTERN})${SPACE}*`,
  'g',
);
/** Separates comparators: white space or one comma, or the end of the text. */
const SEPARATOR = `(?:(?:${SPACE}*,${SPACE}*|${SPACE}+)(?=${NO_SPACE})|${SPACE}*$)`;
const COMPARATOR = new RegExp(`${SPACE}*([=!<>~^]*)${SPACE}*(${PATTERN})${SEPARATOR}`, 'y');

const VALID = new RegExp(
  `^(?:${COMPARATOR.source.replace('[=!<>~^]*', '!=|[<>]=|=[<>]|~>|[=<>~^]|')})+$`,
);

const OPERATORS = new Map<string, Operator>([
  ['', '='],
  ['=', '='],
  ['!=', '!='],
  ['>', '>'],
  ['<', '<'],
  ['>=', '>='],
  ['=>', '>='],
  ['<=', '<='],
  ['=<', '<='],
  ['~', '~'],
  ['~>', '~'],
  ['^', '^'],
]);

/** Why a text is no constraint, in the words of Masterminds; undefined if it is one. */
export function constraintFault(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `constraint string is too long (max ${MAX_LENGTH} bytes)`;
  const alternatives = text.replace(HYPHEN_RANGE, '>= $<from>, <= $<to> ').split('||');
  if (alternatives.length > MAX_GROUPS) return `too many constraint groups (max ${MAX_GROUPS})`;
  const improper = alternatives.find((each) => !parseGroup(each));
  if (improper === undefined) return undefined;
  // What has the form of versions, but none that is one, is refused later.
  const hasForm = VALID.test(improper);
  return hasForm ? 'constraint parser error' : `improper constraint: ${quote(improper)}`;
}

/** `undefined` where Helm would say "improper constraint", for empty text too. */
export function parseConstraint(text: string): Constraint | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const alternatives = text.replace(HYPHEN_RANGE, '>= $<from>, <= $<to> ').split('||');
  if (alternatives.length > MAX_GROUPS) return undefined;
  const groups: Comparator[][] = [];
  for (const alternative of alternatives) {
    const group = parseGroup(alternative);
    if (!group) return undefined;
    groups.push(group);
  }
  return {
    accepts(version) {
      const parsed = typeof version === 'string' ? parseVersion(version) : version;
      return parsed !== undefined && groups.some((group) => groupAccepts(group, parsed));
    },
  };
}

/** Pre-releases pass only where some comparator of the group names one: `>0.0.0-0`. */
function groupAccepts(group: Comparator[], version: Version): boolean {
  const wanted =
    version.prerelease === '' || group.some((comparator) => comparator.version.prerelease !== '');
  return wanted && group.every((comparator) => matches(comparator, version));
}

/** Comparators that all must hold: `>=1 <2`, `>=1, <2`. */
function parseGroup(text: string): Comparator[] | undefined {
  const group: Comparator[] = [];
  COMPARATOR.lastIndex = 0;
  do {
    const found = COMPARATOR.exec(text);
    const comparator = found && parseComparator(found);
    if (!comparator) return undefined;
    group.push(comparator);
  } while (COMPARATOR.lastIndex < text.length);
  return group;
}

function parseComparator(found: RegExpExecArray): Comparator | undefined {
  const [, sign = '', written = '', major, minor, patch, prerelease = ''] = found;
  const operator = OPERATORS.get(sign);
  if (!operator) return undefined;
  if (isWild(major)) return comparator(operator, `0.0.0${prerelease}`, 'major');
  if (isWild(minor)) return comparator(operator, `${major}.0.0${prerelease}`, 'minor');
  if (isWild(patch)) return comparator(operator, `${major}.${minor}.0${prerelease}`, 'patch');
  return comparator(operator, written);
}

function comparator(
  operator: Operator,
  text: string,
  wildcard?: Comparator['wildcard'],
): Comparator | undefined {
  const version = parseVersion(text);
  return version && { operator, version, wildcard };
}

function isWild(part: string | undefined): boolean {
  return part === undefined || /^[xX*]$/.test(part);
}
