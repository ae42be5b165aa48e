import { describe, expect, test } from 'vitest';
import { GoError } from '../../go/error.ts';
import { BudgetExceeded, withBudget } from '../../go/template/budget.ts';
import { int } from '../../go/value.ts';
import { BUILTINS } from '../../go/template/builtins.ts';
import { HELM_4_FUNCTIONS } from '../function-names.ts';
import { sprigFunctions } from './index.ts';

// tests/interop/functions-parity.test.ts asks the libraries of Helm about calls at random; here are
// bounds, and what sprig does at random.

function call(name: string, ...args: unknown[]): unknown {
  const called = sprigFunctions[name]?.call as (...args: unknown[]) => unknown;
  return called(...args);
}

/** Those that the engine has itself, since they know the templates. */
const OF_ENGINE = ['include', 'tpl', 'required', 'fail', 'lookup'];

test('every function of Helm 4 is there, and no other', () => {
  const names = new Set([...Object.keys(BUILTINS), ...OF_ENGINE, ...Object.keys(sprigFunctions)]);
  expect([...names].sort()).toEqual([...HELM_4_FUNCTIONS].sort());
});

describe('what would take more than there is, is ended before it is made', () => {
  test.each<[string, ...unknown[]]>([
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
    const budget = { size: 1_000_000, deadline: performance.now() + 10_000 };
    const started = performance.now();
    expect(() => withBudget(budget, () => call(name, ...args))).toThrow(BudgetExceeded);
    expect(performance.now() - started).toBeLessThan(1000);
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
