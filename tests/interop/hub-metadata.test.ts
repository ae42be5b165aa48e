/** Artifact Hub's metadata and tags, beside oras, which people script the former with, and helm. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchHubMetadata, pushHubMetadata } from '../../src/core/actions/hub-metadata.ts';
import {
  HUB_CONFIG,
  HUB_FILE,
  HUB_LAYER,
  HUB_TAG,
} from '../../src/core/formats/hub-media-types.ts';
import { assembleHubMetadata } from '../../src/core/formats/hub-metadata.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { writeChart } from '../support/charts.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { registryKinds } from '../support/registries.ts';
import { stockChart } from '../support/stock.ts';

const oras = findPeer('oras');
const helms = (['helm3', 'helm4'] as const).map((name) => ({ name, helm: findPeer(name) }));
const CREATED = '2026-11-26T20:00:00Z';
const FILE =
  'repositoryID: 3d0cb9e0-6a0d-4d0f-9b43-0b2c1f5a7a10\nowners:\n  - name: mate\n    email: mate@example.org\n';

describe.for(registryKinds)('$name', ({ available, start }) => {
  let server: Awaited<ReturnType<typeof start>>;
  let folder: string;
  beforeAll(async () => {
    if (!available) return;
    server = await start();
    folder = mkdtempSync(join(tmpdir(), 'chartroom-hub-'));
    writeFileSync(join(folder, HUB_FILE), FILE);
  });
  afterAll(async () => {
    if (!available) return;
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (name: string) =>
    new Registry({ host: server.host, transport: nodeTransport }).repository(name, { push: true });
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  test.skipIf(!available || !oras)('what oras pushes is read, and is what we push', async () => {
    const place = `${server.host}/hub/theirs`;
    const created = ['--annotation', `org.opencontainers.image.created=${CREATED}`];
    const config = ['--config', `/dev/null:${HUB_CONFIG}`];
    const target = ['--plain-http', `${place}:${HUB_TAG}`, `${HUB_FILE}:${HUB_LAYER}`];
    run(oras ?? '', 'push', ...config, ...created, ...target);
    const theirs = await open('hub/theirs').fetchManifest(HUB_TAG);
    const ours = await assembleHubMetadata(new Blob([FILE]), CREATED);
    expect(await theirs.blob.text()).toBe(await ours.manifest.blob.text());
    expect(await fetchHubMetadata(open('hub/theirs'))).toEqual({
      digest: ours.manifest.descriptor.digest,
      text: FILE,
    });
  });

  test.skipIf(!available || !oras)('what we push, oras pulls as the file', async () => {
    const place = `${server.host}/hub/ours`;
    await pushHubMetadata(open('hub/ours'), FILE, { place });
    run(oras ?? '', 'pull', '--plain-http', '-o', 'pulled', `${place}:${HUB_TAG}`);
    expect(readFileSync(join(folder, 'pulled', HUB_FILE), 'utf8')).toBe(FILE);
  });

  for (const { name, helm } of helms) {
    test.skipIf(!available || !helm)(`${name} takes short tags, and no words`, async () => {
      const place = `${server.host}/${name}/sample`;
      const chart = writeChart(join(folder, name), { name: 'sample', version: '1.2.3' });
      await stockChart(
        chart,
        ['1.2.3', '1.2', '1', 'latest'].map((tag) => `${place}:${tag}`),
      );
      const pull = (...args: string[]) => run(helm ?? '', 'pull', '--plain-http', ...args);
      for (const tag of ['1.2', '1']) pull(`oci://${place}`, '--version', tag);
      pull(`oci://${place}:1.2`);
      expect(() => pull(`oci://${place}`, '--version', 'latest')).toThrow('improper constraint');
      expect(() => pull(`oci://${place}:latest`)).toThrow('improper constraint');
    });
  }
});
