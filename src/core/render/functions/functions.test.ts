import { describe, expect, test } from 'vitest';
import { GoError } from '../../go/error.ts';
import { BudgetExceeded, withBudget } from '../../go/template/budget.ts';
import { newTable } from '../../go/table.ts';
import { int } from '../../go/value.ts';
import { BUILTINS } from '../../go/template/builtins.ts';
import { HELM_4_FUNCTIONS } from '../function-names.ts';
import { dateFunctions } from './dates.ts';
import { sprigFunctions } from './index.ts';
import { tomlFunctions } from './toml.ts';
import { urlFunctions } from './urls.ts';

// tests/interop/functions-parity.test.ts asks the libraries of Helm about calls at random; here are
// bounds, and what sprig does at random.

const FUNCTIONS = {
  ...BUILTINS,
  ...sprigFunctions,
  ...dateFunctions,
  ...tomlFunctions,
  ...urlFunctions,
};

function call(name: string, ...args: unknown[]): unknown {
  const called = FUNCTIONS[name]?.call as (...args: unknown[]) => unknown;
  return called(...args);
}

/** Those that the engine has itself, since they know the templates. */
const OF_ENGINE = ['include', 'tpl', 'required', 'fail', 'lookup'];

test('every function of Helm 4 is there, and no other', () => {
  const names = new Set([...Object.keys(BUILTINS), ...OF_ENGINE, ...Object.keys(sprigFunctions)]);
  expect([...names].sort()).toEqual([...HELM_4_FUNCTIONS].sort());
});

describe('what would take more than there is, is ended before it is made', () => {
  const table = (entries: object) => Object.assign(newTable(), entries);
  const mapOf = (count: number) =>
    table(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i])));
  /** Twenty times the same text, which takes its own memory once. */
  const texts = (text: string) => Array<string>(20).fill(text);
  const long = 'a'.repeat(100_000);
  const items = Array<null>(200_000).fill(null);

  // What a function is given is always less than may be made.
  test.each<[string, ...unknown[]]>([
    ['replace', 'x', 'xx', 'x'.repeat(600_000)],
    ['replace', 'x', 'éé', 'x'.repeat(300_000)],
    ['regexReplaceAll', 'x', 'x'.repeat(600_000), 'xx'],
    ['regexReplaceAll', '.*', 'x'.repeat(10_000), '$0'.repeat(1000)],
    ['regexReplaceAllLiteral', 'x', 'x'.repeat(600_000), 'xx'],
    ['regexQuoteMeta', '.'.repeat(600_000)],
    ['regexFindAll', '.', 'x'.repeat(10_000), int(-1)],
    ['regexSplit', 'x', 'x'.repeat(10_000), int(-1)],
    ['urlquery', '<'.repeat(400_000)],
    ['html', '<'.repeat(300_000)],
    ['js', '<'.repeat(200_000)],
    ['urlJoin', table({ path: '<'.repeat(400_000) })],
    ['b64enc', 'a'.repeat(600_000)],
    ['b32enc', 'a'.repeat(700_000)],
    ['quote', '"'.repeat(600_000)],
    ['quote', ...texts(long)],
    ['squote', ...texts(long)],
    ['cat', ...texts(long)],
    ['print', ...texts(long)],
    ['println', ...texts(long)],
    ['join', '', texts(long)],
    ['join', long, texts('')],
    ['printf', '%s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s', long],
    ['printf', '%d'.repeat(80_000)],
    ['printf', '%1000000d', int(1)],
    ['printf', '%q', '"'.repeat(600_000)],
    ['printf', '%x', 'a'.repeat(600_000)],
    ['toJson', texts('<'.repeat(30_000))],
    ['toRawJson', texts('"'.repeat(30_000))],
    ['toPrettyJson', texts('<'.repeat(30_000))],
    ['toYaml', texts('\x01'.repeat(30_000))],
    ['toYamlPretty', texts('\x01'.repeat(30_000))],
    ['toToml', table({ a: texts('\x01'.repeat(30_000)) })],
    ['fromJson', `[${'1,'.repeat(20_000)}1]`],
    ['fromYaml', '- a\n'.repeat(20_000)],
    ['fromToml', `a = [${'1,'.repeat(20_000)}]`],
    ['upper', 'a'.repeat(1_100_000)],
    ['swapcase', 'a'.repeat(1_100_000)],
    ['untitle', 'a'.repeat(1_100_000)],
    ['snakecase', 'aB'.repeat(300_000)],
    ['camelcase', 'a_'.repeat(300_000)],
    ['indent', int(1), '\n'.repeat(600_000)],
    ['date', 'January'.repeat(40_000), int(0)],
    ['splitList', ',', ','.repeat(40_000)],
    ['split', ',', ','.repeat(40_000)],
    ['splitn', ',', int(9), ','.repeat(40_000)],
    ['toStrings', items],
    ['sortAlpha', Array<string>(70_000).fill('')],
    ['append', items, 1],
    ['prepend', items, 1],
    ['concat', items.slice(0, 70_000), items.slice(0, 70_000)],
    ['reverse', items],
    ['without', items, 1],
    ['chunk', int(1), items],
    ['deepCopy', items],
    ['keys', mapOf(70_000)],
    ['values', mapOf(70_000)],
    ['merge', mapOf(0), mapOf(20_000)],
    ['omit', mapOf(20_000)],
    ['randAscii', int(100_000)],
    ['randBytes', int(600_000)],
    ['shuffle', 'a'.repeat(100_000)],
    ['repeat', int(1_000_000_000), 'abc'],
    ['until', int(1_000_000_000)],
    ['untilStep', int(0), int(1_000_000_000), int(1)],
    ['seq', int(1), int(1_000_000_000)],
    ['indent', int(1_000_000_000), 'a'],
    ['nindent', int(10_000_000), 'a\n'.repeat(1000)],
    ['replace', '', 'a'.repeat(100_000), 'b'.repeat(100_000)],
    ['regexReplaceAll', '', 'b'.repeat(100_000), 'a'.repeat(1000)],
    ['wrapWith', int(1), 'a'.repeat(10_000), 'b '.repeat(10_000)],
  ])('%s', (name, ...args) => {
    const budget = { size: 1_000_000, deadline: Infinity };
    expect(() => withBudget(budget, () => call(name, ...args))).toThrow(BudgetExceeded);
  });
});

test('keys and values come in the order of the keys, where Go’s come in none', () => {
  const table = Object.assign(Object.create(null) as object, { b: 1, a: 2, '10': 3, '9': 4 });
  expect(call('keys', table)).toHaveProperty('items', ['10', '9', 'a', 'b']);
  expect(call('values', table)).toEqual([3, 4, 2, 1]);
});

test('what contains itself has no JSON', () => {
  const list: unknown[] = [];
  list.push(list);
  expect(call('toJson', list)).toBe('');
  expect(call('toYaml', list)).toBe('');
  expect(() => call('mustToJson', list)).toThrow(
    new GoError('json: unsupported value: encountered a cycle via []interface {}'),
  );
});
