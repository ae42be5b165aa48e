import { expect, it } from 'vitest';
import { ChartroomError } from '../core/errors.ts';
import { Enquiries } from './Enquiries.ts';

const FACTS = { method: 'HEAD', url: 'https://a.example/v2/', registry: 'a.example' };

it('asks three at a time, and none of those that wait where all would be refused', async () => {
  const enquiries = new Enquiries();
  let asked = 0;
  const ends: ((error?: ChartroomError) => void)[] = [];
  const question = () => {
    asked++;
    return new Promise<void>((resolve, reject) =>
      ends.push((error) => (error ? reject(error) : resolve())),
    );
  };
  const all = Array.from({ length: 5 }, () =>
    enquiries.ask('a.example', question).catch((error: ChartroomError) => error.code),
  );
  await Promise.resolve();
  expect(asked).toBe(3);
  ends[0]?.(new ChartroomError('tag.not-found', { reference: 'a.example/x:1' }));
  await expect.poll(() => asked).toBe(4);
  ends[1]?.(new ChartroomError('registry.rate-limited', FACTS));
  await Promise.all([all[1], all[4]]);
  ends[2]?.();
  ends[3]?.();
  expect(await Promise.all(all)).toEqual([
    'tag.not-found',
    'registry.rate-limited',
    undefined,
    undefined,
    'registry.rate-limited',
  ]);
  // Later the same may be answered.
  expect(asked).toBe(4);
  await enquiries.ask('a.example', () => Promise.resolve());
});
