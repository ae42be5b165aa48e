/**
 * Templates executed, against Go's text/template: the same output, and the same errors at the same
 * places. Templates at random (`CASES=10000` for a long run).
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GoError } from '../../src/core/go/error.ts';
import { BUILTINS } from '../../src/core/go/template/builtins.ts';
import { execute } from '../../src/core/go/template/exec.ts';
import { fixed, variadic } from '../../src/core/go/template/function.ts';
import { TemplateSet } from '../../src/core/go/template/template-set.ts';
import { newTable } from '../../src/core/go/table.ts';
import { byteLength } from '../../src/core/go/byte-length.ts';
import { sliceBytes, toBytes } from '../../src/core/go/utf8.ts';
import { GoList, GoMap, int, type GoFunction } from '../../src/core/go/value.ts';
import { deepCopy } from '../../src/core/render/tables.ts';
import { askGo, hasGo } from '../support/go.ts';
import { DATA, template } from './template-exec/generate.ts';

const CASES = Number(process.env['CASES'] ?? 2000);
/** The same cases each time, unless others are asked for. */
const SEED = Number(process.env['SEED'] ?? 1);

const ANY = 'interface {}';

/** Those of the Go program. */
const FUNCTIONS: Record<string, GoFunction> = {
  list: variadic([], ANY, (...items) => items),
  texts: fixed([], () => new GoList('[]string', ['a', 'é'])),
  labels: fixed(
    [],
    () => new GoMap('map[string]string', Object.assign(newTable(), { b: '2', a: '1' })),
  ),
  bytes: fixed(['string'], toBytes),
  long: fixed(['int64'], (value) => value),
  byte: { params: ['uint8'], call: (value: unknown) => value },
  half: fixed(['float64'], (value) => value / 2),
  isSet: fixed(['bool'], (value) => value),
  cut: fixed(['int', 'string'], (count, text) => {
    const size = byteLength(text);
    if (count.value < 0n)
      throw new GoError(`runtime error: slice bounds out of range [:${count.value}]`);
    if (count.value > size)
      throw new GoError(
        `runtime error: slice bounds out of range [:${count.value}] with length ${size}`,
      );
    return sliceBytes(text, 0, Number(count.value));
  }),
  keys: fixed(['map[string]interface {}'], (of) => int(Object.keys(of ?? {}).length)),
  items: fixed(['[]interface {}'], (of) => int(of?.length ?? 0)),
  same: fixed([ANY], (value) => value),
  refuse: fixed(['string'], (text) => {
    throw new GoError(text);
  }),
  none: fixed([], () => null),
};

interface Answer {
  output: string;
  error?: string;
}

function ours(text: string): Answer {
  const set = new TemplateSet(new Map(Object.entries({ ...BUILTINS, ...FUNCTIONS })));
  try {
    return { output: execute(set, set.parse('NAME', text), deepCopy(DATA)) };
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return { output: '', error: error.message };
  }
}

/** Bytes that are no text are as Go's JSON has them. */
function comparable({ output, error = '' }: Answer): string {
  return `${output}|${error}`.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

describe.skipIf(!hasGo)('what templates write (needs Go)', () => {
  test('is what Go’s write', { timeout: 600_000 }, () => {
    const templates = fc.sample(template, { numRuns: CASES, seed: SEED });
    const answers = askGo<Answer>(
      'template-exec',
      templates.map((each) => ({ template: each, data: DATA })),
    );
    const failed = answers.filter(({ error }) => error !== undefined).length;
    const different = templates.flatMap((each, i) => {
      const [own, their] = [comparable(ours(each)), comparable(answers[i] as Answer)];
      return own === their ? [] : [{ template: each, own, their }];
    });
    console.info(`${CASES} templates, ${failed} with errors, ${different.length} different`);
    expect(different.slice(0, Number(process.env['SHOWN'] ?? 3))).toEqual([]);
  });
});
