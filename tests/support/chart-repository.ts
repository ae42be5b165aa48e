import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, type RunningServer } from './server.ts';

export interface RunningChartRepository extends RunningServer {
  /** Where its files are. */
  folder: string;
  /** Packs a chart's folder into it, and makes its index anew. */
  add(...charts: string[]): void;
  /** What was asked for, in order. */
  requests: string[];
}

/**
 * A chart repository of the older kind, made by helm and served as files; for pages too, unless
 * `cors` is off.
 */
export async function startChartRepository(
  helm: string,
  folder: string,
  { cors = true } = {},
): Promise<RunningChartRepository> {
  mkdirSync(folder, { recursive: true });
  const requests: string[] = [];
  const server = await startServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    requests.push(`${request.method} ${pathname}${request.headers.authorization ?? ''}`);
    if (cors) response.setHeader('Access-Control-Allow-Origin', '*');
    const file = join(folder, pathname);
    if (!existsSync(file)) response.statusCode = 404;
    response.end(existsSync(file) ? readFileSync(file) : 'not here');
  });
  const add = (...charts: string[]) => {
    for (const chart of charts) execFileSync(helm, ['package', chart, '-d', folder]);
    execFileSync(helm, ['repo', 'index', folder]);
  };
  return { ...server, folder, add, requests };
}
