import { expect, test } from 'vitest';
import { takingTurns } from './turns.ts';

test('one at a time, in order, whatever became of the one before', async () => {
  const turns = takingTurns();
  const log: string[] = [];
  const work = (name: string, ms: number, fails = false) =>
    turns(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([
    work('slow', 20),
    work('broken', 5, true),
    work('last', 0),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual([
    'slow begins',
    'slow ends',
    'broken begins',
    'broken ends',
    'last begins',
    'last ends',
  ]);
});
