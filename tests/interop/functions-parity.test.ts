/**
 * The functions of templates against the libraries that Helm has them from (`functions/main.go`):
 * what each gives, with its type, what it changes, and its errors. `CASES=10000` asks for a long run
 * of each group, `SEED` for other cases, `GROUP=strings` for one group.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GoError } from '../../src/core/go/error.ts';
import { RenderContext } from '../../src/core/render/functions/context.ts';
import { sprigFunctions } from '../../src/core/render/functions/index.ts';
import { askGo, hasGo } from '../support/go.ts';
import { calls, GROUPS, type Call } from './functions/calls.ts';
import { describe as described, valueOf } from './functions/described.ts';

const CASES = Number(process.env['CASES'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 1);
/** Only this group. */
const GROUP = process.env['GROUP'];

interface Answer {
  error: string;
  result: unknown;
  after?: unknown[];
}

async function ours({ name, args, mutates }: Call): Promise<Answer> {
  const values = args.map(valueOf);
  const answer: Answer = { error: '', result: null };
  try {
    const call = (...values: unknown[]) =>
      (sprigFunctions[name]?.call as (...values: unknown[]) => unknown)(...values);
    // The zone is that which Go is given as well.
    const context = new RenderContext({ timeZone: 'UTC' });
    answer.result = described(await context.render(() => call(...values)));
  } catch (error) {
    if (!(error instanceof GoError))
      throw new Error(JSON.stringify({ name, args }), { cause: error });
    answer.error = error.message;
  }
  if (mutates && args.length > 0) answer.after = values.map(described);
  return answer;
}

describe.skipIf(!hasGo)(`${CASES} calls a group against sprig (needs Go)`, () => {
  test.each(GROUP ? [GROUP] : GROUPS)('%s', { timeout: 60_000 + CASES * 20 }, async (group) => {
    const asked = fc.sample(calls(group), { numRuns: CASES, seed: SEED });
    const answers = askGo<Answer>('functions', asked);
    const given: Answer[] = [];
    for (const call of asked) given.push(await ours(call));
    const differences = asked.flatMap((call, i) => {
      const [our, their] = [given[i], answers[i]];
      return JSON.stringify(our) === JSON.stringify(their) ? [] : [{ call, our, their }];
    });
    const refused = answers.filter(({ error }) => error !== '').length;
    console.info(
      `${group}: ${CASES - refused} values, ${refused} errors, ${differences.length} differences`,
    );
    expect(differences.slice(0, 5)).toEqual([]);
  });
});
