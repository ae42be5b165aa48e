import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSessions, sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import { findPeer } from '../../../tests/support/peers.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../../../tests/support/registry.ts';
import { copy } from '../content/copy.ts';
import { Registry } from './registry.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

describe.skipIf(!isRegistryAvailable())('uploads to the real registry', () => {
  let server: RunningRegistry;
  beforeAll(async () => void (server = await startRegistry()));
  afterAll(() => server.stop());

  const open = (name: string, transport: Transport) =>
    new Registry({ host: server.host, transport }).repository(name);

  /** The registry behind a server that changes its Locations. */
  const relocating =
    (change: (location: string) => string): Transport =>
    async (request) => {
      const response = await nodeTransport(request);
      const location = response.headers.get('Location');
      if (request.method !== 'POST' || !location) return response;
      const headers = new Headers(response.headers);
      headers.set('Location', change(location));
      return { ...response, headers };
    };

  test.each([
    ['relative', (location: string) => location.replace(/^.*\/uploads\//, '')],
    ['an absolute path', (location: string) => location.replace(/^https?:\/\/[^/]+/, '')],
    ['the wrong scheme', (location: string) => location.replace('http:', 'https:')],
    ['no port', (location: string) => location.replace(/localhost:\d+/, 'localhost')],
  ])('a Location: %s', async (name, change) => {
    const { target } = await sampleArtifact(name);
    const repository = open('located', relocating(change));
    await copy(target, 'sample', repository, name.replaceAll(' ', '-'));
  });

  test('nothing is sent to a Location on another host', async () => {
    const { target } = await sampleArtifact('foreign');
    const { transport, sent } = recording(
      relocating((location) => location.replace('localhost', 'evil.example')),
    );
    await expect(copy(target, 'sample', open('foreign', transport), '1')).rejects.toMatchObject({
      code: 'registry.protocol',
      data: {
        registry: server.host,
        reason: 'location-elsewhere',
        location: server.url.replace('localhost', 'evil.example'),
      },
    });
    expect(sent.filter(({ url }) => url.includes('evil'))).toEqual([]);
  });

  test('a registry without mounting', async () => {
    const { transport, requests } = recording(async (request) =>
      request.url.includes('mount=') ? answer(405) : nodeTransport(request),
    );
    const { target } = await sampleArtifact('no mounting');
    await copy(target, 'sample', open('nomount', transport), '1');
    expect(requests.filter((request) => request.startsWith('POST'))).toHaveLength(4);
  });

  test('in chunks, if the registry limits the size of a request', async () => {
    const { transport, sent } = recording(async (request) => {
      const response = await nodeTransport(request);
      if (request.method !== 'POST') return response;
      const headers = new Headers(response.headers);
      headers.set('OCI-Chunk-Max-Length', '100000');
      return { ...response, headers };
    });
    const { target } = await sampleArtifact('pieces', 250_000);
    const seen: number[] = [];
    await copy(target, 'sample', open('pieces', transport), '1', {
      onProgress: ({ descriptor, bytes }) => void (descriptor.size === 250_000 && seen.push(bytes)),
    });
    const ranges = sent
      .filter(({ method }) => method === 'PATCH')
      .map(({ headers }) => headers?.['Content-Range']);
    expect(ranges).toEqual(['0-99999', '100000-199999', '200000-249999']);
    expect(seen).toEqual([100_000, 200_000, 250_000, 250_000, 250_000]);
    expect(await openSessions(server.dataDir, 'pieces')).toEqual([]);
  });

  test('a lost session is replaced by a new one', async () => {
    let lost = false;
    const { transport, requests } = recording(async (request) => {
      if (request.method !== 'PUT' || lost) return nodeTransport(request);
      lost = true;
      const state = request.url.replace(/_state=[^&]+/, '_state=another-instance');
      return nodeTransport({ ...request, url: state });
    });
    const { layer, target } = await sampleArtifact('lost');
    await open('lost', transport).push(layer, await target.fetch(layer));
    const methods = requests.map((request) => request.split(' ', 1)[0]);
    expect(methods).toEqual(['POST', 'PUT', 'DELETE', 'POST', 'PUT']);
    expect(await openSessions(server.dataDir, 'lost')).toEqual([]);
  });

  test('an upload restarts by itself after a server error', async () => {
    let stumbles = 0;
    const { transport, requests } = recording(async (request) =>
      request.method === 'PUT' && ++stumbles < 3 ? answer(503) : nodeTransport(request),
    );
    const { layer, target } = await sampleArtifact('stumbled');
    await open('stumbled', transport).push(layer, await target.fetch(layer));
    expect(requests.filter((request) => request.startsWith('POST'))).toHaveLength(3);
    expect(await openSessions(server.dataDir, 'stumbled')).toEqual([]);
  });

  test('a response without a Location is an error', async () => {
    const { target } = await sampleArtifact('nowhere');
    const transport: Transport = async (request) =>
      request.method === 'POST' ? answer(202) : nodeTransport(request);
    await expect(copy(target, 'sample', open('nowhere', transport), '1')).rejects.toMatchObject({
      code: 'registry.protocol',
      data: { method: 'POST', status: 202, reason: 'no-location', hidden: true },
    });
  });

  test('an upload cancelled while its session opens leaves no session', async () => {
    const cancel = new AbortController();
    let closed = (_: HttpResponse) => {};
    const closing = new Promise<HttpResponse>((resolve) => (closed = resolve));
    const transport: Transport = async (request) => {
      if (request.method === 'POST') {
        const response = await nodeTransport(request);
        cancel.abort();
        await sleep(20);
        return response;
      }
      const response = await nodeTransport(request);
      if (request.method === 'DELETE') closed(response);
      return response;
    };
    const { layer, target } = await sampleArtifact('early');
    const push = open('early', transport).push(layer, await target.fetch(layer), {
      signal: cancel.signal,
    });
    await expect(push).rejects.toMatchObject({ code: 'aborted' });
    expect((await closing).status).toBe(204);
    expect(await openSessions(server.dataDir, 'early')).toEqual([]);
  });

  test('content that doesn’t match its digest is refused', async () => {
    const { layer } = await sampleArtifact('honest');
    const repository = open('dishonest', nodeTransport);
    await expect(repository.push(layer, new Blob(['x'.repeat(layer.size)]))).rejects.toMatchObject({
      code: 'registry.refused',
      data: { status: 400, faults: [{ code: 'DIGEST_INVALID' }] },
    });
  });
});

// Distribution 2.8 can't close a session that has received a part of the content, because it never
// returns the session's new address. 3.1 can.
const DISTRIBUTION_3 = findPeer('registry3');
for (const [name, binary] of [
  ['Distribution 2.8', 'docker-registry'],
  ['Distribution 3.1', DISTRIBUTION_3],
] as const) {
  const missing = !binary || !isRegistryAvailable(binary);
  test.skipIf(missing)(`cancelled while it is sent: ${name}`, async () => {
    const server = await startRegistry(binary ? { binary } : {});
    try {
      const cancel = new AbortController();
      const { transport, requests } = recording(slowly(() => cancel.abort()));
      const { layer, target } = await sampleArtifact('cancelled', 2_000_000);
      const push = new Registry({ host: server.host, transport })
        .repository('cancelled')
        .push(layer, await target.fetch(layer), { signal: cancel.signal });
      await expect(push).rejects.toMatchObject({ code: 'aborted' });
      const closed = async () =>
        binary === DISTRIBUTION_3
          ? (await openSessions(server.dataDir, 'cancelled')).length === 0
          : requests.includes('DELETE /v2/cancelled/blobs/uploads/…');
      await expect.poll(closed).toBe(true);
    } finally {
      await server.stop();
    }
  });
}

/** Sends the body of a PUT in pieces with a pause between, and calls `begun` after the first. */
function slowly(begun: () => void): Transport {
  return async (request: HttpRequest) => {
    if (request.method !== 'PUT' || !(request.body instanceof Blob)) return nodeTransport(request);
    const blob = request.body;
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new Uint8Array(await blob.slice(0, 500_000).arrayBuffer()));
        await sleep(50);
        begun();
      },
    });
    const init = { method: 'PUT', body, duplex: 'half', headers: request.headers ?? {} };
    await fetch(request.url, { ...init, signal: request.signal ?? null } as RequestInit);
    throw new Error('never answered');
  };
}

function answer(status: number): HttpResponse {
  return { status, url: '', headers: new Headers(), body: new Blob(), end: 'whole' };
}
