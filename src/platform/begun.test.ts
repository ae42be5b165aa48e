import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../tests/support/server.ts';
import { answerBegun, begin } from './begun.ts';

let server: RunningServer;
let asked: number;
beforeEach(async () => {
  asked = 0;
  server = await startServer((_, response) => {
    asked += 1;
    response.end(`answer ${asked}`);
  });
});
afterEach(() => server.stop());

const request = (headers: Record<string, string> = {}) =>
  ({ method: 'GET', url: `${server.url}/v2/charts/manifests/1.0.0`, headers }) as const;

describe('a request that was begun', () => {
  it('is answered once, without being sent again', async () => {
    void begin(request({ Accept: 'a', 'X-Chartroom': '1' }));
    const answer = await answerBegun(request({ 'X-Chartroom': '1', Accept: 'a' }));
    expect(await answer?.body.text()).toBe('answer 1');
    expect(asked).toBe(1);
    expect(answerBegun(request({ Accept: 'a', 'X-Chartroom': '1' }))).toBeUndefined();
  });

  it('is no answer to another one: with a sign-in, with cookies, for another address', async () => {
    void begin(request());
    expect(answerBegun(request({ Authorization: 'Bearer token' }))).toBeUndefined();
    expect(answerBegun({ ...request(), credentials: 'same-origin' })).toBeUndefined();
    expect(answerBegun({ ...request(), redirect: 'refuse' })).toBeUndefined();
    expect(answerBegun({ ...request(), method: 'HEAD' })).toBeUndefined();
    expect(answerBegun({ ...request(), url: `${server.url}/v2/` })).toBeUndefined();
    expect((await answerBegun(request()))?.status).toBe(200);
  });

  it('fails like any other, and can be called off', async () => {
    void begin(request());
    const stop = new AbortController();
    const answer = answerBegun({ ...request(), signal: stop.signal });
    stop.abort();
    await expect(answer).rejects.toMatchObject({ code: 'aborted' });
    void begin({ method: 'GET', url: 'http://localhost:1/' });
    await expect(answerBegun({ method: 'GET', url: 'http://localhost:1/' })).rejects.toThrow();
  });
});
