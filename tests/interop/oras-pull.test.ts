/** Both formats of the 2019 demo, fetched by today's oras: the files are those that the demo had. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseManifest, type Manifest } from '../../src/core/oci/manifest.ts';
import { digestOf, hexOf } from '../../src/core/oci/digest.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { MYCHART } from '../support/charts.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { registryKinds } from '../support/registries.ts';
import { stockChart } from '../support/stock.ts';

const oras = findPeer('oras');

for (const kind of registryKinds) {
  describe.skipIf(!kind.available || !oras)(`oras pull from ${kind.name}`, () => {
    test.each(['two-layer', 'single-layer'] as const)('gets a chart in %s', async (format) => {
      const server = await kind.start();
      const folder = mkdtempSync(join(tmpdir(), 'chartroom-oras-pull-'));
      try {
        const name = `${server.host}/demo/mychart:2.7.1`;
        await stockChart(MYCHART, [name], format);
        const args = ['pull', name, '--plain-http', '--output', folder];
        execFileSync(oras ?? '', args, { stdio: 'pipe' });
        const registry = new Registry({ host: server.host, transport: nodeTransport });
        const stored = await registry.repository('demo/mychart').fetchManifest('2.7.1');
        const manifest = parseManifest(await stored.blob.text(), stored.descriptor.mediaType);
        const { layers } = manifest as Manifest;
        const wanted = layers.map((layer) => layer.digest);
        const files =
          format === 'two-layer' ? ['meta.json', 'content.tgz'] : wanted.map((one) => hexOf(one));
        expect(readdirSync(folder).sort()).toEqual([...files].sort());
        const pulled = files.map((file) => new Blob([readFileSync(join(folder, file))]));
        expect(await Promise.all(pulled.map((blob) => digestOf(blob)))).toEqual(wanted);
      } finally {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
