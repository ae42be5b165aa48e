/** Indexes and manifests that name more than a chart, for both helms and for this page. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pull } from '../../src/core/actions/pull.ts';
import { packArchive } from '../../src/core/chart/archive.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { ChartroomError, type ErrorCode } from '../../src/core/errors.ts';
import { HELM_CHART, HELM_CONFIG } from '../../src/core/oci/chart-media-types.ts';
import type { Descriptor } from '../../src/core/oci/descriptor.ts';
import { digestOf } from '../../src/core/oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { startServer, type RunningServer } from '../support/server.ts';

const run = promisify(execFile);
const helms = [findPeer('helm3'), findPeer('helm4')].filter((helm) => helm !== undefined);

const bytes = new TextEncoder();
const CHART_YAML = 'apiVersion: v2\nname: sample\nversion: 1.0.0\n';
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const IMAGE_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
/** Valid digests of algorithms that can't be verified, and one that isn't there. */
const SHA384 = `sha384:${'ab'.repeat(48)}` as const;
const BLAKE3 = 'blake3+b64u:aB-_0==' as const;
const GONE = `sha256:${'ab'.repeat(32)}` as const;

describe.skipIf(helms.length === 0)('a chart beside other content', () => {
  /** By path. */
  const content = new Map<string, { type: string; digest: string; body: Buffer }>();
  let server: RunningServer;
  let home: string;
  let chart: Descriptor;
  let image: Descriptor;
  let bundle: Descriptor;
  let config: Descriptor;
  let layer: Descriptor;

  async function store(kind: string, mediaType: string, blob: Blob, tag?: string) {
    const descriptor: Descriptor = { mediaType, digest: await digestOf(blob), size: blob.size };
    const stored = {
      type: mediaType,
      digest: descriptor.digest,
      body: Buffer.from(await blob.arrayBuffer()),
    };
    content.set(`/v2/sample/${kind}/${tag ?? descriptor.digest}`, stored);
    content.set(`/v2/sample/${kind}/${descriptor.digest}`, stored);
    return descriptor;
  }

  const manifest = (mediaType: string, fields: object, tag?: string) => {
    const document = JSON.stringify({ schemaVersion: 2, mediaType, ...fields });
    return store('manifests', mediaType, new Blob([document]), tag);
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'chartroom-indexes-'));
    server = await startServer(({ url = '', method }, response) => {
      const held = content.get(url);
      if (!held) return response.writeHead(404).end();
      response.writeHead(200, {
        'Content-Type': held.type,
        'Content-Length': held.body.length,
        'Docker-Content-Digest': held.digest,
      });
      return response.end(method === 'HEAD' ? undefined : held.body);
    });
    const archive = packArchive('sample', [
      { path: 'Chart.yaml', bytes: bytes.encode(CHART_YAML) },
    ]);
    const text = '{"name":"sample","version":"1.0.0","apiVersion":"v2"}';
    config = await store('blobs', HELM_CONFIG, new Blob([text]));
    layer = await store('blobs', HELM_CHART, archive);
    bundle = await store('blobs', BUNDLE, new Blob(['{"a signature":1}']));
    chart = await manifest(OCI_MANIFEST, { config, layers: [layer] });
    image = await manifest(OCI_MANIFEST, {
      config: await store('blobs', 'application/vnd.oci.image.config.v1+json', new Blob(['{}'])),
      layers: [await store('blobs', IMAGE_LAYER, new Blob(['an image']))],
    });
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  async function pullHere(): Promise<string> {
    const registry = new Registry({ host: server.host, transport: nodeTransport });
    const opened = await pull(`${server.host}/sample:1.0.0`, {
      compute: async () => createInlineCompute(),
      repository: async (_, name) => registry.repository(name),
    });
    return opened.chart.metadata.name;
  }

  async function helmTakes(helm: string): Promise<boolean> {
    return (await helmShows(helm, 'sample:1.0.0')) === 'sample';
  }

  /** The name of the chart that Helm takes; undefined if it takes none. */
  async function helmShows(helm: string, reference: string): Promise<string | undefined> {
    const args = ['show', 'chart', `oci://${server.host}/${reference}`, '--plain-http'];
    const places = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
    try {
      const { stdout } = await run(helm, args, { env: { ...process.env, ...places } });
      return /^name: (.*)$/m.exec(stdout)?.[1];
    } catch {
      return undefined;
    }
  }

  async function expectTaken(): Promise<void> {
    expect(await pullHere()).toBe('sample');
    expect(await Promise.all(helms.map(helmTakes))).toEqual(helms.map(() => true));
  }

  /** What the page says; undefined if it takes the chart. */
  async function refusal(): Promise<ErrorCode | undefined> {
    try {
      await pullHere();
      return undefined;
    } catch (error) {
      return ChartroomError.from(error).code;
    }
  }

  const index = (...manifests: object[]) => manifest(OCI_INDEX, { manifests }, '1.0.0');
  const entry = (digest: string, mediaType = BUNDLE) => ({ mediaType, digest, size: 3 });

  test('a signature that isn’t a manifest, and an image, before the chart', async () => {
    await index(bundle, image, chart);
    await expectTaken();
  });

  test.each([SHA384, BLAKE3])('an entry by another algorithm: %s', async (digest) => {
    await index(entry(digest), chart);
    await expectTaken();
  });

  test.each([SHA384, BLAKE3])(
    'a layer by another algorithm beside the chart: %s',
    async (digest) => {
      await manifest(OCI_MANIFEST, { config, layers: [entry(digest), layer] }, '1.0.0');
      await expectTaken();
    },
  );

  test.each([
    ['missing', GONE],
    ['by another algorithm', SHA384],
  ])(
    'a manifest that is %s before the chart: the page finds the chart, Helm doesn’t',
    async (_, digest) => {
      await index(entry(digest, OCI_MANIFEST), chart);
      expect(await pullHere()).toBe('sample');
      expect(await Promise.all(helms.map(helmTakes))).toEqual(helms.map(() => false));
    },
  );

  test('of several charts Helm takes one whatever it is called, and by digest the one that is meant', async () => {
    const text = CHART_YAML.replace('sample', 'another');
    const archive = packArchive('another', [{ path: 'Chart.yaml', bytes: bytes.encode(text) }]);
    const other = await manifest(OCI_MANIFEST, {
      config: await store(
        'blobs',
        HELM_CONFIG,
        new Blob(['{"name":"another","version":"1.0.0","apiVersion":"v2"}']),
      ),
      layers: [await store('blobs', HELM_CHART, archive)],
    });
    for (const order of [
      [chart, other],
      [other, chart],
    ]) {
      await index(...order);
      expect(await pullHere()).toBe(order[0] === chart ? 'sample' : 'another');
      for (const helm of helms) {
        const shown = new Set<string | undefined>();
        for (let i = 0; i < 4; i++) shown.add(await helmShows(helm, 'sample:1.0.0'));
        expect(['sample', 'another']).toEqual(expect.arrayContaining([...shown]));
        expect(await helmShows(helm, `sample@${other.digest}`)).toBe('another');
        expect(await helmShows(helm, `sample@${chart.digest}`)).toBe('sample');
      }
    }
  });

  test('without a chart it is told what is there, or what is missing', async () => {
    await index(bundle);
    expect(await refusal()).toBe('manifest.not-chart');
    await index(entry(GONE, OCI_MANIFEST), image);
    expect(await refusal()).toBe('manifest.not-chart');
    await index(bundle, entry(GONE, OCI_MANIFEST));
    expect(await refusal()).toBe('blob.not-found');
    await index(entry(SHA384, OCI_MANIFEST));
    expect(await refusal()).toBe('digest.unsupported');
  });

  test('a chart that can’t be verified isn’t fetched', async () => {
    await manifest(OCI_MANIFEST, { config, layers: [entry(SHA384, HELM_CHART)] }, '1.0.0');
    expect(await refusal()).toBe('digest.unsupported');
  });
});
