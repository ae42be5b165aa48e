import { expect, test } from 'vitest';
import { engineBound } from './bounds.ts';
import { ChartroomError } from './errors.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

const deep = (): number => deep() + 1;

test.each([
  ['too-deep', deep],
  ['too-large', () => 'a'.repeat(2 ** 29).repeat(4)],
  ['too-large', () => new Array(2 ** 32)],
  ['too-large', () => new ArrayBuffer(2 ** 52)],
  ['large-pattern', () => new RegExp('[\\p{L}]'.repeat(30_000), 'u').test('a')],
])('a bound of the engine is told as one: %s', (reason, work) => {
  expect(engineBound(thrownBy(work))).toEqual({ reason });
  expect(ChartroomError.from(thrownBy(work))).toMatchObject({
    code: 'work.unfinished',
    data: { reason },
  });
});

test.each([
  ['Uncaught RangeError: Maximum call stack size exceeded.', { reason: 'too-deep' }],
  ['too much recursion', { reason: 'too-deep' }],
  ['allocation size overflow', { reason: 'too-large' }],
  ['Invalid regular expression: /a/: Regular expression too large', { reason: 'large-pattern' }],
  ['regexp too big', { reason: 'large-pattern' }],
  ['Invalid regular expression: /^a+$/u: Stack overflow', { reason: 'too-deep' }],
  ['x is not a function', undefined],
])('as other engines and workers word it: %s', (message, fault) => {
  expect(engineBound(new Error(message))).toEqual(fault);
});
