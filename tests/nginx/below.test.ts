import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNginx } from '../../scripts/lib/nginx.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { copy } from '../../src/core/content/copy.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';

const guide = await readFile(new URL('../../docs/deployment.md', import.meta.url), 'utf8');

describe.skipIf(!isNginxAvailable() || !isRegistryAvailable())(
  'the site below a path of another nginx, as docs/deployment.md has it',
  () => {
    let folder: string;
    let registry: RunningRegistry;
    let inner: RunningNginx;
    let outer: { stop(): Promise<void> };
    let site: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'chartroom-below-'));
      registry = await startRegistry();
      inner = await startNginx({ registries: { [registry.host]: registry.url } });
      const port = await freePort();
      site = `http://localhost:${port}/chartroom`;
      const location = /^ *location \/chartroom\/ \{\n[^]*?^ *\}\n/m.exec(guide)?.[0] ?? '';
      const conf = join(folder, 'outer.conf');
      const address = inner.url.replace('localhost', '127.0.0.1');
      await writeFile(
        conf,
        `pid ${folder}/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n` +
          `client_body_temp_path ${folder};\nproxy_temp_path ${folder};\nserver {\n` +
          `listen 127.0.0.1:${port};\n${location.replace('http://127.0.0.1:8080', address)}}\n}\n`,
      );
      outer = await runNginx({ prefix: folder, conf, port });
    });

    afterAll(async () => {
      await Promise.all([outer?.stop(), inner?.stop(), registry?.stop()]);
      await rm(folder, { recursive: true, force: true });
    });

    it('takes a push of several megabytes and gives it back', async () => {
      const base = `${site}/registry/${registry.host}`;
      const proxied = new Registry({
        host: registry.host,
        base,
        proxied: true,
        transport: nodeTransport,
      });
      const repository = proxied.repository('charts/below', { push: true });
      const { target, layer } = await sampleArtifact('below', 3_000_000);
      await copy(target, 'sample', repository, '1.0.0');
      expect((await repository.fetch(layer)).size).toBe(layer.size);
      expect((await repository.tags()).names).toEqual(['1.0.0']);
    });
  },
);
