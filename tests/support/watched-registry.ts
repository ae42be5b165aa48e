import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeTransport } from './http.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import type { Repository } from '../../src/core/registry/repository.ts';
import { MYCHART } from './charts.ts';
import { forward } from './forward.ts';
import { startRegistry } from './registry.ts';
import { startServer } from './server.ts';
import { stockChart } from './stock.ts';

/** A real registry behind a server that notes what it is asked for, and may answer in its place. */
export interface WatchedRegistry {
  host: string;
  /** Method and path below `/v2/` of every request so far. */
  asked: string[];
  /** May answer a request itself and return true; else the request goes on to the registry. */
  instead: ((url: string, response: ServerResponse) => boolean) | undefined;
  repository(
    registry: string,
    name: string,
    options?: Parameters<Registry['repository']>[1],
  ): Promise<Repository>;
  stop(): Promise<void>;
}

/**
 * Starts one that holds the chart mychart under each of the names `repository:tag`. Its content
 * has a digest of its own: what is remembered of a digest outlives a test.
 */
export async function startWatchedRegistry(names: readonly string[]): Promise<WatchedRegistry> {
  const registry = await startRegistry();
  const front = await startServer((request, response) => {
    const url = request.url ?? '';
    watched.asked.push(`${request.method} ${url.replace(/^\/v2\/|\?.*$/g, '')}`);
    if (!watched.instead?.(url, response)) forward(registry.host, request, response);
  });
  const watched: WatchedRegistry = {
    host: front.host,
    asked: [],
    instead: undefined,
    repository: async (host, name, options) =>
      new Registry({ host, transport: nodeTransport }).repository(name, options),
    async stop() {
      await front.stop();
      await registry.stop();
    },
  };
  const folder = mkdtempSync(join(tmpdir(), 'chartroom-watched-'));
  cpSync(MYCHART, folder, { recursive: true });
  appendFileSync(join(folder, 'Chart.yaml'), `\nannotations: { run: ${randomUUID()} }\n`);
  await stockChart(
    folder,
    names.map((name) => `${registry.host}/${name}`),
  );
  rmSync(folder, { recursive: true });
  return watched;
}
