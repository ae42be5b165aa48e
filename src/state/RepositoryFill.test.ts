import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MYCHART } from '../../tests/support/charts.ts';
import { forward } from '../../tests/support/forward.ts';
import { nodeTransport } from '../../tests/support/http.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../../tests/support/registry.ts';
import { startServer, type RunningServer } from '../../tests/support/server.ts';
import { stockChart } from '../../tests/support/stock.ts';
import { Registry } from '../core/registry/registry.ts';
import { RepositoryFill } from './RepositoryFill.svelte.ts';

let registry: RunningRegistry;
let front: RunningServer;
let asked: string[];
/** What stands between page and registry does with a request; nothing means that it passes. */
let instead: ((url: string, response: ServerResponse) => boolean) | undefined;

beforeEach(async () => {
  asked = [];
  instead = undefined;
  registry = await startRegistry();
  front = await startServer((request, response) => {
    const url = request.url ?? '';
    asked.push(`${request.method} ${url.replace(/^\/v2\/|\?.*$|:[0-9a-f]{64}$/g, '')}`);
    if (!instead?.(url, response)) forward(registry.host, request, response);
  });
  await stockChart(
    MYCHART,
    ['fill/a:2.7.1', 'fill/a:latest', 'fill/b:2.7.1'].map((name) => `${registry.host}/${name}`),
  );
  asked.length = 0;
});

afterEach(async () => {
  await front.stop();
  await registry.stop();
});

function filling(): RepositoryFill {
  return new RepositoryFill(front.host, {
    repository: async (host, name, options) =>
      new Registry({ host, transport: nodeTransport }).repository(name, options),
  });
}

test.skipIf(!isRegistryAvailable())(
  'only what is in view is asked for, and the content of one digest only once',
  async () => {
    const fill = filling();
    fill.fill('fill/b')();
    fill.fill('fill/a');
    await vi.waitFor(() =>
      expect(fill.facts.get('fill/a')).toMatchObject({
        count: 2,
        newest: { tag: '2.7.1' },
        about: {
          kind: 'chart',
          description: 'This is my chart... that is all',
          appVersion: '1.1.0',
        },
      }),
    );
    expect(asked).toEqual([
      'GET fill/a/tags/list',
      // Whether the list goes on: this registry shows no Link to a page.
      'GET fill/a/tags/list',
      'GET fill/a/manifests/2.7.1',
      'GET fill/a/blobs/sha256',
    ]);
    asked.length = 0;
    const again = filling();
    again.fill('fill/a');
    await vi.waitFor(() => expect(again.facts.get('fill/a')).toMatchObject({ count: 2 }));
    expect(asked.slice(2)).toEqual(['HEAD fill/a/manifests/2.7.1']);
  },
);

test.skipIf(!isRegistryAvailable())(
  'a repository that is closed or odd says so, and a rate limit stops the rest',
  async () => {
    const answers: Record<string, number> = { odd: 403, closed: 401, empty: 404 };
    instead = (url, response) => {
      const status = answers[/^\/v2\/(\w+)\//.exec(url)?.[1] ?? ''];
      if (status === undefined) return false;
      response.writeHead(status, { 'WWW-Authenticate': 'Basic realm="x"' }).end();
      return true;
    };
    const fill = filling();
    for (const name of ['odd', 'closed', 'empty', 'fill/b']) fill.fill(name);
    await vi.waitFor(() => expect(fill.facts.get('fill/b')).toMatchObject({ count: 1 }));
    expect(fill.facts.get('closed')).toBe('closed');
    expect(fill.facts.get('odd')).toBe('closed');
    expect(fill.facts.get('empty')).toMatchObject({ count: 0 });
    expect(fill.stopped).toBeUndefined();

    instead = (_, response) => {
      response.writeHead(429, { 'Retry-After': '0' }).end();
      return true;
    };
    fill.fill('fill/a');
    await vi.waitFor(() => expect(fill.stopped?.code).toBe('registry.rate-limited'));
    expect(fill.facts.has('fill/a')).toBe(false);
    instead = undefined;
    fill.resume();
    await vi.waitFor(() => expect(fill.facts.get('fill/a')).toMatchObject({ count: 2 }));
  },
);
