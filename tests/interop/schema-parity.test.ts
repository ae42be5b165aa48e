/**
 * Values against schemas, by our reading of them and by the library that Helm uses, set up as Helm
 * does it: whether they fit, what is wrong if they don't, and where. `CASES=10000` asks for a long
 * run of each family; `SCHEMA_SUITE` names a copy of the official JSON-Schema-Test-Suite to try too.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/core/go/json-read.ts';
import { SchemaRefusal } from '../../src/core/schema/fault.ts';
import { below } from '../../src/core/schema/pointer.ts';
import type { Mismatch } from '../../src/core/schema/problem.ts';
import { readValuesSchema } from '../../src/core/schema/values-schema.ts';
import { askGo, hasGo } from '../support/go.ts';
import { FAMILIES } from './schema/generate.ts';
import type { Question } from './schema/keywords.ts';

const CASES = Number(process.env['CASES'] ?? 400);
/** The same cases each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);
const SUITE = process.env['SCHEMA_SUITE'];

interface Answer {
  verdict: 'fits' | 'values' | 'schema' | 'json' | 'elsewhere';
  /** Where it is wrong, in the values or by the metaschema. */
  at: string[];
}

function ours({ schema, values }: Question): Answer {
  let json: unknown;
  try {
    json = readJson(schema).value;
  } catch (error) {
    if (error instanceof SyntaxError) return { verdict: 'json', at: [] };
    throw error;
  }
  try {
    const mismatches = readValuesSchema(json).check(readJson(values).value);
    return { verdict: mismatches.length > 0 ? 'values' : 'fits', at: places(mismatches) };
  } catch (error) {
    if (!(error instanceof SchemaRefusal)) throw error;
    const { fault } = error;
    if (fault.reason === 'elsewhere') return { verdict: 'elsewhere', at: [] };
    return { verdict: 'schema', at: fault.reason === 'metaschema' ? places(fault.mismatches) : [] };
  }
}

function places(mismatches: readonly Mismatch[]): string[] {
  const all = mismatches.map(({ at, problem }) =>
    problem.reason === 'propertyNames' ? `the name ${problem.property}` : below('', ...at),
  );
  return [...new Set(all)].sort();
}

function theirs(questions: readonly Question[]): (Answer & { words: string })[] {
  const answers = askGo<Answer & { words: string }>('schema', questions);
  return answers.map((answer) => ({ ...answer, at: (answer.at ?? []).sort() }));
}

/**
 * Whether Go finds one of several faults of a schema by chance: it goes through maps in random
 * order, and what it would have to fetch ends its reading too.
 */
function isByChance(our: Answer, their: Answer): boolean {
  const both = [our.verdict, their.verdict];
  return (
    both.includes('elsewhere') && both.includes('schema') && [...our.at, ...their.at].length === 0
  );
}

/** The questions that are answered differently, and how often each verdict is given. */
function compare(questions: readonly Question[]) {
  const verdicts: Partial<Record<Answer['verdict'], number>> = {};
  const different = theirs(questions).flatMap(({ words, ...their }, i) => {
    const asked = questions[i] as Question;
    const our = ours(asked);
    verdicts[our.verdict] = (verdicts[our.verdict] ?? 0) + 1;
    const isSame = JSON.stringify(our) === JSON.stringify({ verdict: their.verdict, at: their.at });
    return isSame || isByChance(our, their) ? [] : [{ asked, our, their, words }];
  });
  return { different, verdicts };
}

describe.skipIf(!hasGo)('schemas, against the library that Helm uses (needs Go)', () => {
  test.each(Object.entries(FAMILIES))(
    `${CASES} of the family %s`,
    { timeout: 1_800_000 },
    (_, family) => {
      const questions = fc.sample(family, { numRuns: CASES, seed: SEED });
      const { different, verdicts } = compare(questions);
      expect(different).toEqual([]);
      // The generator must reach both sides, or the comparison says little.
      expect(verdicts.fits).toBeGreaterThan(CASES / 50);
      expect(CASES - (verdicts.fits ?? 0)).toBeGreaterThan(CASES / 50);
    },
  );

  test.skipIf(!SUITE)('the official test suite', { timeout: 600_000 }, () => {
    const questions = suiteQuestions(SUITE as string);
    expect(questions.length).toBeGreaterThan(5000);
    expect(compare(questions).different).toEqual([]);
  });
});

const SUITE_DRAFTS = {
  draft4: 'http://json-schema.org/draft-04/schema#',
  draft6: 'http://json-schema.org/draft-06/schema#',
  draft7: 'http://json-schema.org/draft-07/schema#',
  'draft2019-09': 'https://json-schema.org/draft/2019-09/schema',
  'draft2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

interface SuiteGroup {
  schema: unknown;
  tests: { data: unknown }[];
}

/** Every test of the suite, by its own draft. */
function suiteQuestions(suite: string): Question[] {
  return Object.entries(SUITE_DRAFTS).flatMap(([folder, $schema]) => {
    const root = join(suite, 'tests', folder);
    if (!existsSync(root)) throw new Error(`${root} isn't there`);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as SuiteGroup[])
      .flatMap(({ schema, tests }) => {
        const whole = typeof schema === 'object' ? { $schema, ...schema } : schema;
        return tests.map(({ data }) => ({
          schema: JSON.stringify(whole),
          values: JSON.stringify(data),
        }));
      });
  });
}
