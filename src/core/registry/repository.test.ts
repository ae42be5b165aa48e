import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSessions, sampleArtifact } from '../../../tests/support/artifacts.ts';
import { inRounds, nodeTransport, recording } from '../../../tests/support/http.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../../../tests/support/registry.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import { ReadThrough } from '../content/read-through.ts';
import { ChartroomError } from '../errors.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { Registry } from './registry.ts';
import type { Transport } from './transport.ts';

describe.skipIf(!isRegistryAvailable())('a repository of the real registry', () => {
  let server: RunningRegistry;
  beforeAll(async () => void (server = await startRegistry()));
  afterAll(() => server.stop());

  const open = (name: string, transport: Transport = nodeTransport) =>
    new Registry({ host: server.host, transport }).repository(name);

  test('a new chart takes six requests, the same again one, pulling it two', async () => {
    const { target, manifest, layer } = await sampleArtifact('counted');
    const { transport, requests } = recording();
    const repository = open('count/chart', transport);

    const pushed = await copy(target, 'sample', repository, '1.0.0');
    expect(pushed.unchanged).toBe(false);
    expect(requests.toSorted()).toEqual(
      [
        'HEAD /v2/count/chart/manifests/1.0.0',
        'POST /v2/count/chart/blobs/uploads/',
        'POST /v2/count/chart/blobs/uploads/',
        'PUT /v2/count/chart/blobs/uploads/…',
        'PUT /v2/count/chart/blobs/uploads/…',
        'PUT /v2/count/chart/manifests/1.0.0',
      ].toSorted(),
    );

    requests.length = 0;
    expect((await copy(target, 'sample', repository, '1.0.0')).unchanged).toBe(true);
    expect(requests).toEqual(['HEAD /v2/count/chart/manifests/1.0.0']);

    requests.length = 0;
    const stored = await repository.fetchManifest('1.0.0');
    expect(stored.descriptor).toEqual(manifest.descriptor);
    const pulled = await repository.fetch(layer);
    expect(await pulled.text()).toBe(await (await target.fetch(layer)).text());
    expect(requests).toEqual([
      'GET /v2/count/chart/manifests/1.0.0',
      'GET /v2/count/chart/blobs/sha256:…',
    ]);
    expect(await openSessions(server.dataDir, 'count/chart')).toEqual([]);
  });

  test('a new chart takes four round trips, the same again one, pulling it two', async () => {
    const { target, layer } = await sampleArtifact('in rounds');
    const rounds = async (work: (there: ReturnType<typeof open>) => Promise<unknown>) => {
      const counted = inRounds();
      await work(open('count/rounds', counted.transport));
      return counted.rounds();
    };
    expect(await rounds((there) => copy(target, 'sample', there, '1.0.0'))).toBe(4);
    expect(await rounds((there) => copy(target, 'sample', there, '1.0.0'))).toBe(1);
    const pull = async (there: ReturnType<typeof open>) => {
      await there.fetchManifest('1.0.0');
      await there.fetch(layer);
    };
    expect(await rounds(pull)).toBe(2);
  });

  test('content that is there isn’t sent again, and no session remains', async () => {
    const { target } = await sampleArtifact('large', 300_000);
    const { transport, requests } = recording();
    await copy(target, 'sample', open('again'), 'one');
    await copy(target, 'sample', open('again', transport), 'two');
    expect(requests.filter((request) => request.includes('PUT'))).toEqual([
      'PUT /v2/again/manifests/two',
    ]);
    expect(await openSessions(server.dataDir, 'again')).toEqual([]);
  });

  test('a registry that does not mount is asked about large blobs', async () => {
    const { target } = await sampleArtifact('unmounted', 300_000);
    await copy(target, 'sample', open('unmounted'), 'one');
    const { transport, requests } = recording((request) =>
      nodeTransport({ ...request, url: request.url.replace(/\?mount=.*/, '') }),
    );
    await copy(target, 'sample', open('unmounted', transport), 'two');
    const blobs = requests.filter((request) => request.includes('/blobs/')).toSorted();
    expect(blobs).toEqual([
      'DELETE /v2/unmounted/blobs/uploads/…',
      'HEAD /v2/unmounted/blobs/sha256:…',
      'POST /v2/unmounted/blobs/uploads/',
      'POST /v2/unmounted/blobs/uploads/',
      'PUT /v2/unmounted/blobs/uploads/…',
    ]);
    expect(await openSessions(server.dataDir, 'unmounted')).toEqual([]);
  });

  test('between repositories of a registry blobs are mounted, none is fetched or sent', async () => {
    const { target } = await sampleArtifact('mounted', 300_000);
    await copy(target, 'sample', open('from/chart'), '1.0.0');
    const { transport, requests, sent } = recording();
    const registry = new Registry({ host: server.host, transport });
    const source = new ReadThrough(registry.repository('from/chart'));
    await copy(source, '1.0.0', registry.repository('to/chart'), '1.0.0');
    expect(requests).toEqual([
      'GET /v2/from/chart/manifests/1.0.0',
      'HEAD /v2/to/chart/manifests/1.0.0',
      'POST /v2/to/chart/blobs/uploads/',
      'POST /v2/to/chart/blobs/uploads/',
      'PUT /v2/to/chart/manifests/1.0.0',
    ]);
    const origins = sent.map(({ url }) => new URL(url).searchParams.get('from')).filter(Boolean);
    expect(origins).toEqual(['from/chart', 'from/chart']);
    expect(await openSessions(server.dataDir, 'to/chart')).toEqual([]);
  });

  test('a blob that isn’t mounted after all is sent in the session opened for it', async () => {
    const { target, layer } = await sampleArtifact('elsewhere');
    const { transport, requests } = recording();
    const registry = new Registry({ host: server.host, transport });
    const to = registry.repository('to/another');
    const read = () => target.fetch(layer);
    // The registry doesn't have this repository, as if it had been deleted meanwhile.
    expect(await to.mount(layer, registry.repository('not/there'), read)).toBe(true);
    expect(requests).toEqual([
      'POST /v2/to/another/blobs/uploads/',
      'HEAD /v2/to/another/blobs/sha256:…',
      'PUT /v2/to/another/blobs/uploads/…',
    ]);
    expect(await (await to.fetch(layer)).text()).toBe(await (await read()).text());
  });

  test('nothing is mounted from another registry, or with another sign-in', async () => {
    const { target, layer } = await sampleArtifact('foreign');
    const { transport, requests } = recording();
    const to = open('to/foreign', transport);
    const read = () => Promise.reject(new Error('not to be read'));
    expect(await to.mount(layer, open('from/chart'), read)).toBe(false);
    expect(await to.mount(layer, target, read)).toBe(false);
    expect(requests).toEqual([]);
  });

  test('a source that fails during a mount leaves no session', async () => {
    const { layer } = await sampleArtifact('failing');
    const registry = new Registry({ host: server.host, transport: nodeTransport });
    const gone = new ChartroomError('blob.not-found', { digest: layer.digest });
    const mounting = registry
      .repository('to/failing')
      .mount(layer, registry.repository('not/there'), () => Promise.reject(gone));
    await expect(mounting).rejects.toBe(gone);
    expect(await openSessions(server.dataDir, 'to/failing')).toEqual([]);
  });

  test('one repository to another', async () => {
    const { target } = await sampleArtifact('promoted');
    await copy(target, 'sample', open('staging/chart'), '1.0.0');
    const result = await copy(open('staging/chart'), '1.0.0', open('stable/chart'), '1.0.0');
    const back = new MemoryTarget();
    await copy(open('stable/chart'), result.descriptor.digest, back, 'back');
    expect((await back.resolve('back')).digest).toBe(result.descriptor.digest);
  });

  test('an index and the manifests in it', async () => {
    const { target, manifest } = await sampleArtifact('in an index');
    const text = JSON.stringify({ schemaVersion: 2, manifests: [manifest.descriptor] });
    const blob = new Blob([text]);
    const index = { mediaType: OCI_INDEX, digest: await digestOf(blob), size: blob.size };
    await target.push(index, blob, { tag: 'index' });
    await copy(target, 'index', open('indexed'), 'all');
    const back = new MemoryTarget();
    await copy(open('indexed'), 'all', back, 'back');
    expect((await back.fetchManifest(manifest.descriptor.digest)).descriptor).toEqual(
      manifest.descriptor,
    );
    const longer = { ...manifest.descriptor, size: manifest.descriptor.size + 1 };
    await expect(open('indexed').fetch(longer)).rejects.toMatchObject({ code: 'size.mismatch' });
  });

  test('progress ends at the size', async () => {
    const { target, layer } = await sampleArtifact('progress', 100_000);
    const repository = open('progress');
    const seen: number[] = [];
    const blob = await target.fetch(layer);
    await repository.push(layer, blob, { onProgress: (bytes) => seen.push(bytes) });
    expect(seen.at(-1)).toBe(layer.size);
    seen.length = 0;
    await repository.fetch(layer, { onProgress: (bytes) => seen.push(bytes) });
    expect(seen.at(-1)).toBe(layer.size);
  });

  test('an empty blob, and one known by its sha512', async () => {
    const repository = open('odd');
    const mediaType = 'application/octet-stream';
    for (const [blob, like] of [
      [new Blob(), undefined],
      [new Blob(['content']), `sha512:${'0'.repeat(128)}`],
    ] as const) {
      const descriptor = { mediaType, digest: await digestOf(blob, like), size: blob.size };
      await repository.push(descriptor, blob);
      expect(await (await repository.fetch(descriptor)).text()).toBe(await blob.text());
    }
  });

  test('missing content', async () => {
    const repository = open('nothing/here');
    const { layer } = await sampleArtifact('absent');
    const reference = `${server.host}/nothing/here`;
    await expect(repository.resolve('1.0.0')).rejects.toMatchObject({
      code: 'tag.not-found',
      data: { reference: `${reference}:1.0.0` },
    });
    await expect(repository.fetchManifest(layer.digest)).rejects.toMatchObject({
      code: 'tag.not-found',
      data: { reference: `${reference}@${layer.digest}` },
    });
    await expect(repository.fetch(layer)).rejects.toMatchObject({
      code: 'blob.not-found',
      data: { digest: layer.digest },
    });
    await expect(repository.tags()).rejects.toMatchObject({ code: 'tag.not-found' });
    expect(await repository.exists(layer)).toBe(false);
  });

  test('deletes by tag and by digest', async () => {
    const { target, manifest } = await sampleArtifact('deleted');
    const repository = open('deleted');
    await copy(target, 'sample', repository, '1.0.0');
    await copy(target, 'sample', repository, 'latest');
    expect(await repository.exists(manifest.descriptor)).toBe(true);
    expect((await repository.tags()).names.toSorted()).toEqual(['1.0.0', 'latest']);
    await repository.delete('1.0.0');
    expect(await repository.exists(manifest.descriptor)).toBe(false);
    await expect(repository.delete('latest')).rejects.toMatchObject({ code: 'tag.not-found' });
    await expect(repository.delete(manifest.descriptor.digest)).rejects.toMatchObject({
      code: 'tag.not-found',
    });
  });

  test('a registry that forbids deletion says so', async () => {
    const strict = await startRegistry({ delete: false });
    try {
      const { target } = await sampleArtifact('kept');
      const registry = new Registry({ host: strict.host, transport: nodeTransport });
      await copy(target, 'sample', registry.repository('kept'), '1.0.0');
      await expect(registry.repository('kept').delete('1.0.0')).rejects.toMatchObject({
        code: 'registry.refused',
        data: { status: 405, registry: strict.host, faults: [{ code: 'UNSUPPORTED' }] },
      });
    } finally {
      await strict.stop();
    }
  });

  test('invalid names never become part of an address', async () => {
    expect(() => open('../v2/other')).toThrow('reference.invalid');
    await expect(open('fine').resolve('../../_catalog')).rejects.toThrow('reference.invalid');
  });
});
