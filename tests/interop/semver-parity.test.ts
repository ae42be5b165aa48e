/**
 * Our versions and constraints against the very library that Helm uses. `CASES=10000` asks for a
 * long run; each case is a constraint with eight versions.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConstraint } from '../../src/core/semver/constraint.ts';
import {
  compareVersions,
  isLenientVersion,
  isStrictVersion,
} from '../../src/core/semver/version.ts';
import { askGo, hasGo } from '../support/go.ts';

const CASES = Number(process.env['CASES'] ?? 500);
/** The same cases each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const number = fc.oneof(
  { weight: 24, arbitrary: oneOf('0', '1', '2', '3', '10', '11') },
  oneOf('01', '00', '18446744073709551615', '18446744073709551616'),
);
const identifier = fc.oneof(
  { weight: 12, arbitrary: oneOf('0', '1', 'rc', 'alpha', 'beta', 'rc1', '-', 'a-b') },
  oneOf('01', '10', '9', '18446744073709551616', '', '_', 'é'),
);
const suffix = (sign: string, often: number) =>
  fc.oneof(
    { weight: often, arbitrary: fc.constant('') },
    fc.array(identifier, { minLength: 1, maxLength: 3 }).map((ids) => sign + ids.join('.')),
  );
const rest = (part: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(part, part).map(([a, b]) => `.${a}.${b}`) },
    { weight: 2, arbitrary: part.map((a) => `.${a}`) },
    oneOf('', '.1.2.3', '.', '.a'),
  );
const prefix = fc.oneof({ weight: 40, arbitrary: fc.constant('') }, oneOf('v', 'V', 'vv', ' '));
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((p) => p.join(''));

const version = join(prefix, number, rest(number), suffix('-', 2), suffix('+', 8));

const wild = fc.oneof(
  { weight: 16, arbitrary: number },
  { weight: 6, arbitrary: oneOf('x', 'X', '*') },
  oneOf('xx', '|', '1|'),
);
const bound = join(prefix, wild, rest(wild), suffix('-', 4), suffix('+', 12));
const gap = fc.oneof(
  { weight: 30, arbitrary: oneOf('', ' ') },
  oneOf('  ', '\t', '\n', '\v', '\u00a0'),
);
const operator = fc.oneof(
  { weight: 12, arbitrary: oneOf('', '=', '!=', '>', '<', '>=', '=>', '<=', '=<', '~', '~>', '^') },
  { weight: 1, arbitrary: oneOf('==', '>>', '!', '>~', '-') },
);
const comparator = fc.oneof(
  { weight: 8, arbitrary: join(gap, operator, gap, bound, gap) },
  join(gap, bound, oneOf(' - ', '  -  ', ' -', '-'), bound),
);
const list = (of: fc.Arbitrary<string>, sign: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(of, sign), { minLength: 1, maxLength: 3 })
    .map((items) =>
      items.flatMap(([item, after], i) => (i < items.length - 1 ? [item, after] : [item])).join(''),
    );
const group = list(
  comparator,
  fc.oneof({ weight: 24, arbitrary: oneOf(' ', ',', ', ', ' , ') }, oneOf(',,', '', '|')),
);
const constraint = fc.oneof(
  { weight: 20, arbitrary: list(group, oneOf('||', ' || ')) },
  oneOf('', ' ', '||', 'latest', `1${'.1'.repeat(255)}`, '1'.repeat(300)),
);

interface Answer {
  valid: boolean;
  lenient: boolean[];
  strict: boolean[];
  accepted: boolean[];
  order: number[];
}

const question = fc.record({
  constraint,
  versions: fc.array(version, { minLength: 8, maxLength: 8 }),
});
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

function ours({ constraint, versions }: Question): Answer {
  const parsed = parseConstraint(constraint);
  return {
    valid: parsed !== undefined,
    lenient: versions.map(isLenientVersion),
    strict: versions.map(isStrictVersion),
    accepted: versions.map((each) => parsed?.accepts(each) ?? false),
    order: versions.map((each, i) => {
      const before = versions[i - 1];
      if (before === undefined || !isLenientVersion(before) || !isLenientVersion(each)) return 0;
      return Math.sign(compareVersions(each, before));
    }),
  };
}

test.skipIf(!hasGo)(
  `versions and constraints, ${CASES} cases against Masterminds/semver (needs Go)`,
  { timeout: 600_000 },
  () => {
    const questions = fc.sample(question, { numRuns: CASES, seed: SEED });
    const answers = askGo<Answer>('semver', questions);
    const differences = questions.flatMap((each, i) => {
      const our = ours(each);
      return JSON.stringify(our) === JSON.stringify(answers[i])
        ? []
        : [{ each, our, their: answers[i] }];
    });
    expect(differences).toEqual([]);
    // The generator must reach both sides of every answer, or the comparison says little.
    const readable = answers.filter(({ valid }) => valid);
    expect(readable.length).toBeGreaterThan(CASES / 10);
    expect(readable.length).toBeLessThan(CASES);
    expect(readable.filter(({ accepted }) => accepted.includes(true)).length).toBeGreaterThan(
      CASES / 50,
    );
  },
);
