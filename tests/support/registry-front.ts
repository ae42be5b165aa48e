import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editBlock, listenAt, setDirective, setRows } from '../../scripts/lib/nginx-block.mjs';
import { runNginx } from '../../scripts/lib/nginx.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import type { RunningServer } from './server.ts';

const SHIPPED = new URL('../../docs/registry-nginx.conf', import.meta.url);

export interface RegistryFrontOptions {
  /** `host:port` where the registry listens in plain http. */
  registry: string;
  /** The origins whose pages may use it. */
  origins: string[];
  tls?: { certificate: string; key: string } | undefined;
  /** Signs people in for a registry that can't: by a file of bcrypt passwords, or by tokens. */
  guard?: { htpasswd: string } | { tokens: RunningServer } | undefined;
}

export interface RunningRegistryFront {
  /** `localhost:PORT`, as it stands in a reference. */
  host: string;
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the real nginx with docs/registry-nginx.conf in front of a registry, so that pages may
 * use it directly even where it wants a sign-in.
 */
export async function startRegistryFront(
  options: RegistryFrontOptions,
): Promise<RunningRegistryFront> {
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-front-'));
  const port = await freePort();
  const conf = join(folder, 'nginx.conf');
  const origins = Object.fromEntries(options.origins.map((o) => [o, '$http_origin']));
  const text = editBlock(await readFile(SHIPPED, 'utf8'), 'deployment', (block) => {
    const listen = listenAt(port, options.tls) + guarding(options.guard);
    const listening = setDirective(block, 'listen', listen);
    const address = options.registry.replace('localhost', '127.0.0.1');
    return setRows(setDirective(listening, 'server', address), '$allowed_origin', origins);
  });
  try {
    await writeFile(conf, text);
    const nginx = await runNginx({ prefix: folder, conf, port });
    const host = `localhost:${port}`;
    const stop = async () => {
      await nginx.stop();
      await rm(folder, { recursive: true, force: true });
    };
    return { host, url: `${options.tls ? 'https' : 'http'}://${host}`, stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** What follows `listen`, up to the semicolon that ends it there. */
function guarding(guard: RegistryFrontOptions['guard']): string {
  if (!guard) return '';
  if ('htpasswd' in guard) {
    return `;\n        auth_basic "tests";\n        auth_basic_user_file "${guard.htpasswd}"`;
  }
  return `;
        location = /.guard {
            internal;
            proxy_pass ${guard.tokens.url.replace('localhost', '127.0.0.1')};
            proxy_pass_request_body off;
            proxy_set_header Content-Length "";
            proxy_set_header X-Method $request_method;
            proxy_set_header X-Address $request_uri;
        }
        auth_request /.guard`;
}
