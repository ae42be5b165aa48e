/** A file that the page attaches, as the real oras finds and fetches it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attach } from '../../src/core/actions/attach.ts';
import { listAttached } from '../../src/core/attached/list.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { MYCHART } from '../support/charts.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { registryKinds } from '../support/registries.ts';
import { stockChart } from '../support/stock.ts';

const oras = findPeer('oras');
const TYPE = 'application/spdx+json';

for (const kind of registryKinds) {
  describe.skipIf(!kind.available || !oras)(`in ${kind.name}`, () => {
    test('an attached file is discovered and pulled by oras', async () => {
      const server = await kind.start();
      const folder = mkdtempSync(join(tmpdir(), 'chartroom-attach-'));
      try {
        const name = `${server.host}/a/mychart:2.7.1`;
        await stockChart(MYCHART, [name]);
        const registry = new Registry({ host: server.host, transport: nodeTransport });
        const repository = registry.repository('a/mychart', { push: true });
        const subject = await repository.resolve('2.7.1');
        const files = ['one.spdx.json', 'two.spdx.json'].map((file) => ({
          ...{ subject, name: file, mediaType: TYPE, content: new Blob([`{"name":"${file}"}`]) },
        }));
        for (const file of files) {
          const done = await attach(repository, file, createInlineCompute());
          expect(done.listed).toBe('yes');
        }
        const { entries } = await listAttached(repository, subject.digest);
        expect(entries.map((entry) => entry.kind)).toEqual(['spdx', 'spdx']);

        const run = (...args: string[]) =>
          execFileSync(oras ?? '', [...args, '--plain-http'], { encoding: 'utf8', cwd: folder });
        const found = JSON.parse(run('discover', name, '--format', 'json')) as {
          referrers: { digest: string; artifactType: string }[];
        };
        expect(found.referrers.map(({ digest }) => digest).sort()).toEqual(
          entries.map(({ descriptor }) => descriptor.digest).sort(),
        );
        expect(found.referrers.map(({ artifactType }) => artifactType)).toEqual([TYPE, TYPE]);
        for (const { digest } of found.referrers) run('pull', `${server.host}/a/mychart@${digest}`);
        for (const { name: file, content } of files) {
          expect(readFileSync(join(folder, file), 'utf8')).toBe(await content.text());
        }
      } finally {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
