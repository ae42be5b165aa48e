/** Small Go programs of the tests, which say what Go or a library of Helm's makes of something. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const hasGo = spawnSync('go', ['version']).status === 0;

/** What the program in a folder of `tests/interop` writes, given this input. */
export function runGo(folder: string, input = '', ...args: string[]): string {
  return runGoIn(join(import.meta.dirname, '../interop', folder), input, ...args);
}

/** What the program in any folder writes. */
export function runGoIn(folder: string, input: string, ...args: string[]): string {
  return execFileSync('go', ['run', '.', ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
}

/** The answers of a program that reads and writes a line of JSON for each question. */
export function askGo<Answer>(folder: string, questions: readonly unknown[]): Answer[] {
  return answersIn(runGo(folder, linesOf(questions)));
}

export function linesOf(questions: readonly unknown[]): string {
  return questions.map((each) => JSON.stringify(each)).join('\n');
}

export function answersIn<Answer>(lines: string): Answer[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}
