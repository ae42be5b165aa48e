import { expect, test } from 'vitest';
import { takingTurns, takingTurnsByName } from './turns.ts';

test('one at a time, in order, even after a failure', async () => {
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

test('by name: in sequence for each name, in parallel for others, and waiting is reported', async () => {
  const turns = takingTurnsByName();
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string, id: string, signal?: AbortSignal) =>
    turns(
      name,
      async () => {
        log.push(`${id} begins`);
        await new Promise<void>((resolve) => ends.set(id, resolve));
      },
      { signal, onWait: () => log.push(`${id} waits`) },
    );
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const impatient = new AbortController();
  const all = [work('a', '1'), work('a', '2', impatient.signal), work('a', '3'), work('b', '4')];
  await settled();
  expect(log).toEqual(['1 begins', '2 waits', '3 waits', '4 begins']);

  impatient.abort();
  await expect(all[1]).rejects.toMatchObject({ code: 'aborted' });
  await settled();
  // The third doesn't overtake the first because the second gave up.
  expect(log).toHaveLength(4);
  ends.get('1')?.();
  await settled();
  expect(log.slice(4)).toEqual(['3 begins']);
  ends.get('3')?.();
  ends.get('4')?.();
  await Promise.allSettled(all);

  const later = work('a', '5');
  await settled();
  expect(log.slice(5)).toEqual(['5 begins']);
  ends.get('5')?.();
  await later;
});
