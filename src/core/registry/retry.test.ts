import { expect, test } from 'vitest';
import { ChartroomError, type RequestFacts } from '../errors.ts';
import type { Clock } from './clock.ts';
import { retrying } from './retry.ts';

const facts: RequestFacts = { method: 'GET', url: 'https://r/v2/', registry: 'r' };
const refused = (status: number, retryAfter?: number) =>
  new ChartroomError('registry.refused', {
    ...facts,
    status,
    ...(retryAfter !== undefined && { retryAfter }),
  });

/** Runs work that fails with these errors in turn and then succeeds; returns the pauses. */
async function pauses(errors: ChartroomError[], random = 0.5, signal?: AbortSignal) {
  const slept: number[] = [];
  const clock: Clock = {
    now: () => 0,
    random: () => random,
    sleep: async (milliseconds) => void slept.push(milliseconds),
  };
  const left = [...errors];
  const work = async () => {
    const error = left.shift();
    if (error) throw error;
    return 'done';
  };
  const options = { clock, signal };
  const outcome = await retrying(work, options).catch((error: ChartroomError) => error.code);
  return { outcome, slept };
}

test('pauses grow, and five tries are enough', async () => {
  const errors = Array.from({ length: 5 }, () => refused(503));
  expect(await pauses(errors.slice(1))).toEqual({ outcome: 'done', slept: [250, 500, 1000, 2000] });
  expect((await pauses(errors)).outcome).toBe('registry.refused');
});

test('pauses vary by a fifth', async () => {
  expect((await pauses([refused(500)], 0)).slept).toEqual([200]);
  expect((await pauses([refused(500)], 0.999)).slept[0]).toBeCloseTo(300, 0);
});

test('a busy server isn’t asked again by what can wait', async () => {
  const limited = new ChartroomError('registry.rate-limited', { ...facts, status: 429 });
  let tries = 0;
  const work = () => {
    tries++;
    return Promise.reject(limited);
  };
  await expect(retrying(work, { yielding: true })).rejects.toBe(limited);
  expect(tries).toBe(1);
});

test('the server’s Retry-After is followed, up to a minute', async () => {
  const limited = (retryAfter: number) =>
    new ChartroomError('registry.rate-limited', { ...facts, status: 429, retryAfter });
  expect(await pauses([limited(7)])).toEqual({ outcome: 'done', slept: [7000] });
  expect(await pauses([refused(503, 60)])).toEqual({ outcome: 'done', slept: [60_000] });
  expect(await pauses([limited(61)])).toEqual({ outcome: 'registry.rate-limited', slept: [] });
});

test.each([408, 499, 500, 502, 503, 504, 522])('%i is temporary', async (status) => {
  expect((await pauses([refused(status)])).outcome).toBe('done');
});

test.each([502, 504])('%i: who stays without an answer is told soon', async (status) => {
  const errors = Array.from({ length: 5 }, () => refused(status));
  expect(await pauses(errors)).toEqual({ outcome: 'registry.refused', slept: [250, 500] });
});

test('after a minute of silence the person decides', async () => {
  const silent = new ChartroomError('registry.unreachable', { ...facts, silence: 60 });
  expect(await pauses([silent])).toEqual({ outcome: 'registry.unreachable', slept: [] });
});

test.each([400, 404, 405, 413, 501, 507])('%i is permanent', async (status) => {
  expect(await pauses([refused(status)])).toEqual({ outcome: 'registry.refused', slept: [] });
});

test.each([
  ['unreachable', [250]],
  ['no-http', [250]],
  ['gateway', [250, 500]],
  ['limit', [250, 500, 1000, 2000]],
  ['host', []],
  ['sign-in', []],
  ['redirect', []],
] as const)('the proxy answers, %s: pauses of %j', async (reason, slept) => {
  const gone = new ChartroomError('proxy.refused', { ...facts, reason });
  const tries = Array.from({ length: 5 }, () => gone);
  expect(await pauses(tries)).toEqual({ outcome: 'proxy.refused', slept });
});

// To a page a broken connection and a response without CORS headers look the same.
const BROKEN = ['registry.unreachable', 'registry.cors', 'registry.cut-short'] as const;
test.each(BROKEN)('%s: once more', async (code) => {
  const gone = () => new ChartroomError(code, { ...facts, received: 0 });
  expect((await pauses([gone()])).outcome).toBe('done');
  expect(await pauses([gone(), gone()])).toEqual({ outcome: code, slept: [250] });
});

test.each([new ChartroomError('auth.denied', facts), new ChartroomError('aborted', {})])(
  'never again: %s',
  async (error) => {
    expect(await pauses([error])).toEqual({ outcome: error.code, slept: [] });
  },
);

test('an abort ends it', async () => {
  const { outcome, slept } = await pauses([refused(503)], 0.5, AbortSignal.abort());
  expect(outcome).toBe('registry.refused');
  expect(slept).toEqual([]);
});
