import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Registry } from '../core/registry/registry.ts';
import { nodeTransport } from '../../tests/support/http.ts';
import { startRegistry, isRegistryAvailable } from '../../tests/support/registry.ts';
import { MYCHART } from '../../tests/support/charts.ts';
import { forward } from '../../tests/support/forward.ts';
import { startServer, type RunningServer } from '../../tests/support/server.ts';
import { stockChart } from '../../tests/support/stock.ts';
import type { RunningRegistry } from '../../tests/support/registry.ts';
import { VersionFill } from './VersionFill.svelte.ts';

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
    asked.push(`${request.method} ${url.replace(/^.*\/(?=(?:manifests|blobs)\/)/, '')}`);
    if (!instead?.(url, response)) forward(registry.host, request, response);
  });
  await stockChart(
    MYCHART,
    ['2.7.1', 'latest', '2.7'].map((tag) => `${registry.host}/fill/mychart:${tag}`),
  );
  asked.length = 0;
});

afterEach(async () => {
  await front.stop();
  await registry.stop();
});

function filling(): VersionFill {
  return new VersionFill(front.host, 'fill/mychart', {
    repository: async (host, name, options) =>
      new Registry({ host, transport: nodeTransport }).repository(name, options),
  });
}

test.skipIf(!isRegistryAvailable())(
  'only rows in view cost requests, and a digest only once',
  async () => {
    const fill = filling();
    fill.fill('latest')();
    const leave = fill.fill('2.7.1');
    await vi.waitFor(() => expect(fill.facts.get('2.7.1')).toMatchObject({ appVersion: '1.1.0' }));
    leave();
    expect(asked).toEqual(['GET manifests/2.7.1', expect.stringMatching(/^GET blobs\/sha256:/)]);
    expect(fill.facts.has('latest')).toBe(false);

    asked.length = 0;
    fill.fill('latest');
    await vi.waitFor(() => expect(fill.digestOf('latest')).toBe(fill.digestOf('2.7.1')));
    expect(asked).toEqual(['GET manifests/latest']);

    // Another visit asks only whether the tag still names the same.
    asked.length = 0;
    const again = filling();
    again.fill('2.7.1');
    await vi.waitFor(() => expect(again.facts.get('2.7.1')).toMatchObject({ appVersion: '1.1.0' }));
    expect(asked).toEqual(['HEAD manifests/2.7.1']);
  },
);

test.skipIf(!isRegistryAvailable())(
  'a row that leaves the view takes its request with it',
  async () => {
    let broken = false;
    instead = (_, response) => {
      response.on('close', () => (broken = true));
      return true;
    };
    const fill = filling();
    const leave = fill.fill('2.7.1');
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    leave();
    await vi.waitFor(() => expect(broken).toBe(true));
    expect(fill.stopped).toBeUndefined();
    expect(fill.facts.size).toBe(0);
  },
);

test.skipIf(!isRegistryAvailable())(
  'at the first 429 it stops, and goes on when it is told to',
  async () => {
    instead = (_, response) => {
      response.writeHead(429, { 'Retry-After': '0' }).end();
      return true;
    };
    const fill = filling();
    for (const tag of ['2.7.1', 'latest', '2.7', '1', '2', '3', '4']) fill.fill(tag);
    await vi.waitFor(() => expect(fill.stopped?.code).toBe('registry.rate-limited'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    // As many as were under way at the same time, each once.
    expect(asked.length).toBeLessThanOrEqual(3);
    instead = undefined;
    fill.resume();
    await vi.waitFor(() => expect(fill.facts.size).toBe(7));
    expect(fill.facts.get('4')).toBeNull();
    expect(fill.facts.get('2.7')).toMatchObject({ appVersion: '1.1.0' });
  },
);
