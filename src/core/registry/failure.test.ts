import { describe, expect, test } from 'vitest';
import { failureOf, parseFaults, parseRetryAfter, proxyFailureOf } from './failure.ts';

describe('error bodies', () => {
  test('in the specified form', () => {
    const body = '{"errors":[{"code":"DENIED","message":"no","detail":{"a":1}},{"code":"X"}]}';
    expect(parseFaults(body)).toEqual([
      { code: 'DENIED', message: 'no', detail: { a: 1 } },
      { code: 'X', message: '' },
    ]);
  });

  test.each([
    ['empty', '', []],
    ['a page', '<html><title>502</title></html>', []],
    ['a line of text', ' upstream timed out\n', [{ code: '', message: 'upstream timed out' }]],
    ['one bare object (zot)', '{"code":"NAME","message":"m"}', [{ code: 'NAME', message: 'm' }]],
    ['null', 'null', []],
    ['a number', '1', []],
    ['entries of other kinds', '{"errors":[null,1,"x",{},{"code":1}]}', []],
    ['errors that is no list', '{"errors":{"code":"A"}}', []],
  ])('%s', (_, body, faults) => expect(parseFaults(body)).toEqual(faults));

  test('are not kept whole', () => {
    expect(parseFaults('x'.repeat(9000))[0]?.message).toHaveLength(500);
    const many = JSON.stringify({ errors: Array.from({ length: 99 }, () => ({ code: 'A' })) });
    expect(parseFaults(many)).toHaveLength(20);
  });
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(parseRetryAfter(null, now)).toBeUndefined();
  expect(parseRetryAfter(' 7 ', now)).toBe(7);
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:09 GMT', now)).toBe(9);
  expect(parseRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
  expect(parseRetryAfter('soon', now)).toBeUndefined();
});

test.each([
  [401, false, '', 'auth.required'],
  [401, true, '', 'auth.denied'],
  [403, false, '', 'auth.denied'],
  [429, false, '', 'registry.rate-limited'],
  [503, false, '{"errors":[{"code":"TOOMANYREQUESTS"}]}', 'registry.rate-limited'],
  [500, false, '', 'registry.refused'],
  [413, true, '', 'registry.refused'],
])('status %i, signed in %s', async (status, signedIn, body, code) => {
  const headers = new Headers();
  const response = { status, url: '', headers, body: new Blob([body]), end: 'whole' } as const;
  const facts = { method: 'GET', url: 'https://r/v2/', registry: 'r' };
  const error = await failureOf(response, facts, signedIn);
  expect(error.code).toBe(code);
  expect(error.data).toMatchObject({ status, registry: 'r' });
});

describe('a response that came through this site’s proxy', () => {
  const facts = { method: 'HEAD', url: 'https://r/v2/', registry: 'r' };
  /** Like a response to HEAD, without a body. */
  const answer = (status: number, headers: Record<string, string> = {}) =>
    ({ status, url: '', headers: new Headers(headers), body: new Blob(), end: 'whole' }) as const;

  test.each([
    ['PROXY_HOST', 403, 'host'],
    ['PROXY_SIGN_IN', 401, 'sign-in'],
    ['PROXY_LIMIT', 429, 'limit'],
    ['PROXY_UNREACHABLE', 502, 'unreachable'],
    ['PROXY_OF_A_LATER_VERSION', 500, 'fault'],
  ])('%s is the proxy, not the registry', async (code, status, reason) => {
    const headers = { 'X-Chartroom-Refusal': code, 'X-Chartroom-Proxy': '1', 'Retry-After': '1' };
    const error = await proxyFailureOf(answer(status, headers), facts);
    expect(error?.code).toBe('proxy.refused');
    expect(error?.data).toMatchObject({ status, reason, retryAfter: 1 });
  });

  test.each([
    [401, 'sign-in'],
    [302, 'sign-in'],
    [0, 'sign-in'],
    [413, 'front'],
    [502, 'front'],
  ])('without the proxy’s mark %i is a server in front of the site', async (status, reason) => {
    expect((await proxyFailureOf(answer(status), facts))?.data).toMatchObject({ reason, status });
  });

  test('so is a web page in place of a success, and no other success', async () => {
    expect((await proxyFailureOf(answer(200), facts, true))?.data.reason).toBe('front');
    expect(await proxyFailureOf(answer(200), facts)).toBeUndefined();
    const marked = answer(200, { 'X-Chartroom-Proxy': '1' });
    expect(await proxyFailureOf(marked, facts, true)).toBeUndefined();
  });

  test.each([401, 413, 502])('with it %i is the registry', async (status) => {
    const response = answer(status, { 'X-Chartroom-Proxy': '1' });
    expect(await proxyFailureOf(response, facts)).toBeUndefined();
  });
});

test('text in a registry’s own errors is attributed to the registry', async () => {
  const body = new Blob(['{"errors":[{"code":"PROXY_HOST"}]}']);
  const response = { status: 403, url: '', headers: new Headers(), body, end: 'whole' } as const;
  const facts = { method: 'GET', url: 'https://r/v2/', registry: 'r' };
  expect((await failureOf(response, facts, true)).code).toBe('auth.denied');
});
