/**
 * Templates cut into tokens, against the lexer of Go's text/template: templates at random
 * (`CASES=10000` for a long run), and all files in a templates/ below the folder `TEMPLATE_FILES`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Lexer } from '../../src/core/go/template/lexer.ts';
import type { Token } from '../../src/core/go/template/token.ts';
import { unquote } from '../../src/core/go/unquote.ts';
import { toBytes } from '../../src/core/go/utf8.ts';
import { answersIn, hasGo, linesOf, runGoIn } from '../support/go.ts';
import { templatesBelow } from './template/files.ts';
import { pieces } from './template/generate.ts';

const CASES = Number(process.env['CASES'] ?? 2000);
/** The same cases each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);
const FILES = process.env['TEMPLATE_FILES'];
const folder = mkdtempSync(join(tmpdir(), 'chartroom-template-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Question {
  template: string;
  inRange: boolean;
}

/** What a string stands for goes with its token, in base64. */
type Answer = (Token & { value?: string })[];

function theirs(questions: readonly Question[]): Answer[] {
  for (const name of ['lines', 'template']) {
    cpSync(join(import.meta.dirname, name), join(folder, name), { recursive: true });
  }
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const lexer = readFileSync(join(root, 'src/text/template/parse/lex.go'), 'utf8');
  writeFileSync(join(folder, 'template/lex.go'), lexer.replace(/^package parse$/m, 'package main'));
  return answersIn(runGoIn(join(folder, 'template'), linesOf(questions)));
}

function ours({ template, inRange }: Question): Answer {
  const lexer = new Lexer(template, { comments: true });
  lexer.inRange = inRange;
  const tokens: Answer = [];
  for (;;) {
    const token = lexer.next();
    const isString = token.type === 'string' || token.type === 'rawString';
    const value = isString ? unquote(token.text) : undefined;
    const bytes = value === undefined ? undefined : Buffer.from(toBytes(value));
    tokens.push(bytes ? { ...token, value: bytes.toString('base64') } : token);
    if (token.type === 'eof' || token.type === 'error') return tokens;
  }
}

function compare(questions: readonly Question[]): void {
  const answers = theirs(questions);
  expect(answers).toHaveLength(questions.length);
  const different = questions.flatMap((question, i) => {
    const own = ours(question);
    return JSON.stringify(own) === JSON.stringify(answers[i])
      ? []
      : [{ question, ours: own.slice(-3), theirs: answers[i]?.slice(-3) }];
  });
  const broken = answers.filter((tokens) => tokens.at(-1)?.type === 'error').length;
  console.info(
    `${questions.length} templates, ${broken} with errors, ${different.length} different`,
  );
  expect(different.slice(0, 3)).toEqual([]);
}

describe.skipIf(!hasGo)('tokens as Go has them', () => {
  test('of templates at random', { timeout: 600_000 }, () => {
    const questions = fc.sample(fc.record({ template: pieces, inRange: fc.boolean() }), {
      numRuns: CASES,
      seed: SEED,
    });
    compare(questions);
  });

  test.skipIf(!FILES)('of the files of TEMPLATE_FILES', { timeout: 600_000 }, () => {
    const templates = templatesBelow(FILES as string);
    compare(templates.map((template) => ({ template, inRange: false })));
  });
});
