import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNginx } from '../../scripts/lib/nginx.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import type { RunningServer } from './server.ts';

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/**
 * Starts the real nginx with these directives as its only server, on a free port: the server that
 * operators put in front of a registry, or of the site.
 */
export async function startPlainNginx(server: string): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-plain-'));
  const port = await freePort();
  const conf = join(folder, 'nginx.conf');
  const paths = TEMPORARY.map((name) => `${name}_temp_path ${folder};`).join('\n');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(
      conf,
      `pid ${folder}/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n${paths}\n` +
        `server {\nlisten 127.0.0.1:${port};\n${server}\n}\n}\n`,
    );
    const nginx = await runNginx({ prefix: folder, conf, port });
    const stop = async () => {
      await nginx.stop();
      await remove();
    };
    return { host: `localhost:${port}`, url: `http://localhost:${port}`, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}
