import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNginx, runNginx, writeCopy, type Deployment } from '../../scripts/lib/nginx.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';

export type { Deployment };

export interface RunningNginx {
  /** `http://localhost:PORT` or `https://…`, without a slash at the end. */
  url: string;
  /** Holds error.log and access.log, both in `.chartroom/`. */
  folder: string;
  stop(): Promise<void>;
}

const SHIPPED = fileURLToPath(new URL('../../nginx.conf', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Whether nginx is installed; tests that need it are skipped by name without it. */
export function isNginxAvailable(): boolean {
  return findNginx() !== undefined;
}

/**
 * Starts the real nginx on a free port with the shipped nginx.conf, in which only the deployment
 * blocks differ: `registries` are those it proxies, each with the address where it listens, `direct`
 * the origins that the page may reach itself, `root` a built app other than dist/, `tls` the files
 * to serve with. `edit` is what an operator does to the file by hand.
 */
export async function startNginx(
  deployment: Deployment = {},
  edit = (text: string) => text,
): Promise<RunningNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-nginx-'));
  const port = deployment.port ?? (await freePort());
  const relay: [number, number] = [await freePort(), await freePort()];
  const url = `${deployment.tls ? 'https' : 'http'}://localhost:${port}`;
  try {
    const conf = writeCopy(SHIPPED, folder, { root: DIST, relay, ...deployment, port });
    await writeFile(conf, edit(await readFile(conf, 'utf8')));
    const nginx = await runNginx({ prefix: folder, conf, port });
    const stop = async () => {
      await nginx.stop();
      await rm(folder, { recursive: true, force: true });
    };
    return { url, folder, stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
