import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copy } from '../../src/core/content/copy.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { startPlainNginx } from '../support/plain-nginx.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import type { RunningServer } from '../support/server.ts';

const guide = await readFile(new URL('../../docs/deployment.md', import.meta.url), 'utf8');

describe.skipIf(!isNginxAvailable() || !isRegistryAvailable())(
  'the site below a path of another nginx, as docs/deployment.md has it',
  () => {
    let registry: RunningRegistry;
    let inner: RunningNginx;
    let outer: RunningServer;
    let site: string;

    beforeAll(async () => {
      registry = await startRegistry();
      inner = await startNginx({ registries: { [registry.host]: registry.url } });
      const location = /^ *location \/chartroom\/ \{\n[^]*?^ *\}\n/m.exec(guide)?.[0] ?? '';
      const address = inner.url.replace('localhost', '127.0.0.1');
      outer = await startPlainNginx(location.replace('http://127.0.0.1:8080', address));
      site = `${outer.url}/chartroom`;
    });

    afterAll(() => Promise.all([outer?.stop(), inner?.stop(), registry?.stop()]));

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
