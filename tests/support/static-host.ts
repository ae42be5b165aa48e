import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { startServer, type RunningServer } from './server.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export interface StaticHost {
  /** The page's address, with a path of its own. */
  url: string;
  /** The folder that is deployed now. */
  root: string;
  /** The `Cache-Control` of a file; none if not set. */
  caching: (file: string) => string | undefined;
  /** Files that it doesn't have, or not yet. */
  isMissing: (file: string) => boolean;
  /** The status of what it doesn't have; with 200 it is its page, as single-page apps are served. */
  missing: 200 | 404;
  /** The files that were asked for, in turn. */
  asked: string[];
  stop: RunningServer['stop'];
}

/** A plain static host, with the page at a path below its root. */
export async function startStaticHost(root: string): Promise<StaticHost> {
  const server = await startServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = path.replace(/^\/pages\/chartroom\//, '') || 'index.html';
    host.asked.push(file);
    const caching = host.caching(file);
    if (caching !== undefined) response.setHeader('Cache-Control', caching);
    const body = host.isMissing(file) ? undefined : await read(join(host.root, file));
    if (body) {
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(body);
    } else {
      const page = host.missing === 200 ? await read(join(host.root, 'index.html')) : undefined;
      response.writeHead(host.missing, { 'Content-Type': 'text/html' });
      response.end(page ?? '<h1>Not found</h1>');
    }
  });
  const host: StaticHost = {
    url: `${server.url}/pages/chartroom/`,
    root,
    caching: () => undefined,
    isMissing: () => false,
    missing: 404,
    asked: [],
    stop: server.stop,
  };
  return host;
}

function read(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(() => undefined);
}
