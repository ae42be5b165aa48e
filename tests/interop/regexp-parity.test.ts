/**
 * Regular expressions of Go's in translation, against Go itself: what is refused and why, which
 * texts match, and what is captured. `CASES=10000` asks for a long run.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded } from '../../src/core/go/regexp/fold.ts';
import { compileRegExp, RegExpFault, translateRegExp } from '../../src/core/go/regexp.ts';
import { isPrintable } from '../../src/core/go/printable.ts';
import { askGo, hasGo, runGo } from '../support/go.ts';
import { PATTERN, TEXT, WRITTEN } from './regexp/patterns.ts';

const CASES = Number(process.env['CASES'] ?? 2000);
/** The same cases each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);

interface Question {
  pattern: string;
  texts: string[];
}

interface Answer {
  error: string;
  names: string[] | null;
  found: (string | null)[][] | null;
}

function ours({ pattern, texts }: Question): Answer {
  try {
    const { names } = translateRegExp(pattern);
    const compiled = compileRegExp(pattern);
    const found = texts.map((text) => {
      const match = compiled.exec(text);
      return match ? Array.from(match, (part) => part ?? null) : [];
    });
    return { error: '', names, found };
  } catch (error) {
    if (!(error instanceof RegExpFault)) throw error;
    return { error: error.message, names: null, found: null };
  }
}

/** Without what the translation says of itself that it differs in. */
function comparable({ pattern }: Question, answer: Answer): Answer {
  // Rounds of a repeated group may capture in turn, or match nothing.
  const repeatsGroup = /\)[*+?{]|\\Q|\(\?[imsU-]+\)[*+?{]/.test(pattern);
  if (!repeatsGroup) return answer;
  return {
    ...answer,
    found: answer.found?.map((each) => (each.length > 0 ? ['matches'] : [])) ?? null,
  };
}

function differences(questions: readonly Question[]) {
  return askGo<Answer>('regexp', questions).flatMap((their, i) => {
    const question = questions[i] as Question;
    const our = comparable(question, ours(question));
    their = comparable(question, their);
    return JSON.stringify(our) === JSON.stringify(their) ? [] : [{ question, our, their }];
  });
}

test.skipIf(!hasGo)('patterns written by hand (needs Go)', { timeout: 60_000 }, () => {
  expect(differences(WRITTEN)).toEqual([]);
});

test.skipIf(!hasGo)(`${CASES} generated patterns (needs Go)`, { timeout: 600_000 }, () => {
  const question = fc.record({ pattern: PATTERN, texts: fc.array(TEXT, { maxLength: 6 }) });
  const questions = fc.sample(question, { numRuns: CASES, seed: SEED });
  expect(differences(questions)).toEqual([]);
  // The generator must reach both sides of every answer, or the comparison says little.
  const answers = questions.map(ours);
  expect(answers.filter(({ error }) => error !== '').length).toBeGreaterThan(CASES / 10);
  const found = answers.flatMap(({ found }) => found ?? []);
  expect(found.filter((each) => each.length > 0).length).toBeGreaterThan(CASES / 4);
  expect(found.filter((each) => each.length === 0).length).toBeGreaterThan(CASES / 4);
});

test.skipIf(!hasGo)('what is equal if case doesn’t count (needs Go)', { timeout: 60_000 }, () => {
  const groups = new Map(
    (JSON.parse(runGo('regexp', '', '-folds')) as number[][]).flatMap((group) =>
      group.map((code) => [code, group] as const),
    ),
  );
  const different: string[] = [];
  for (let code = 0; code < 0x1f000; code++) {
    if (!isPrintable(code)) continue;
    const our = folded([code, code]).map(([low]) => low);
    const their = groups.get(code) ?? [code];
    if (our.sort((a, b) => a - b).join() !== their.join()) different.push(code.toString(16));
  }
  expect(different).toEqual([]);
});
