import { expect, test } from 'vitest';
import { context, RenderContext } from './context.ts';
import { sprigFunctions } from './index.ts';

function call(name: string, ...args: unknown[]): unknown {
  const called = sprigFunctions[name]?.call as (...args: unknown[]) => unknown;
  return called(...args);
}

test('a run that wants something begins again with the same random bytes and the same time', async () => {
  let clock = 0;
  const rendering = new RenderContext({ now: () => ++clock, timeZone: 'UTC' });
  const seen: unknown[][] = [];
  const last = await rendering.render(() => {
    const before = [call('uuidv4'), call('date', '05.000', call('now'))];
    seen.push(before);
    const first = context().made(() => Promise.resolve(1));
    const second = context().made(() => Promise.resolve(first + 1));
    return [...before, first, second];
  });
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(last.slice(1)).toEqual(['00.001', 1, 2]);
  expect([...rendering.differences]).toEqual(['random', 'time']);
});

test('a failure of what is made ends the rendering', async () => {
  const failing = () => context().made(() => Promise.reject(new Error('no')));
  await expect(new RenderContext().render(failing)).rejects.toThrow('no');
});
