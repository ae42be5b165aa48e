import { expect, it } from 'vitest';
import { inOneGo, inSlices, SLICE_MS, type Steps } from './slices.ts';

/** Each step takes the thread for a third of a slice. */
function* working(steps: number): Steps<number> {
  for (let step = 0; step < steps; step++) {
    const end = performance.now() + SLICE_MS / 3;
    while (performance.now() < end);
    yield;
  }
  return steps;
}

it('lets the thread do something else after each slice, and gives the same result', async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  expect(await inSlices(working(30))).toBe(30);
  clearInterval(others);
  expect(turns).toBeGreaterThanOrEqual(5);
  expect(inOneGo(working(3))).toBe(3);
});

it('takes no turn of its own for what is done at once, and passes on what is thrown', async () => {
  const order: string[] = [];
  setTimeout(() => order.push('timer'), 0);
  const atOnce = (function* (): Steps<void> {
    yield;
  })();
  await inSlices(atOnce).then(() => order.push('done'));
  expect(order).toEqual(['done']);
  // eslint-disable-next-line require-yield -- it fails at its first step
  const failing = (function* (): Steps<never> {
    throw new Error('no');
  })();
  await expect(inSlices(failing)).rejects.toThrow('no');
});
