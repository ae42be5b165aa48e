import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import { Registry } from './registry.ts';

const servers: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** A registry with this response. */
async function registryThat(listener: RequestListener) {
  const server = await startServer(listener);
  servers.push(server);
  return new Registry({ host: server.host, transport: nodeTransport });
}

describe('wrong content', () => {
  test('a blob that is too long is not read to its end', async () => {
    let sent = 0;
    const registry = await registryThat((_, response) => {
      const timer = setInterval(() => {
        sent += 1000;
        response.write('x'.repeat(1000));
      }, 1);
      response.on('close', () => clearInterval(timer));
    });
    const { layer } = await sampleArtifact('long', 5000);
    await expect(registry.repository('a').fetch(layer)).rejects.toMatchObject({
      code: 'size.mismatch',
      data: { expected: 5000, actual: 5001 },
    });
    expect(sent).toBeLessThan(100_000);
  });

  test.each([
    ['too short', 'x', 'size.mismatch'],
    ['other bytes of the same length', 'x'.repeat(5000), 'digest.mismatch'],
  ])('a blob: %s', async (_, body, code) => {
    const registry = await registryThat((_request, response) => response.end(body));
    const { layer } = await sampleArtifact('other', 5000);
    await expect(registry.repository('a').fetch(layer)).rejects.toMatchObject({ code });
  });

  test('a blob over the limit is not even requested', async () => {
    let asked = 0;
    const registry = await registryThat((_, response) => {
      asked++;
      response.end();
    });
    const { layer } = await sampleArtifact('huge');
    const huge = { ...layer, size: Number.MAX_SAFE_INTEGER };
    await expect(registry.repository('a').fetch(huge)).rejects.toMatchObject({
      code: 'content.too-large',
      data: { name: layer.digest },
    });
    expect(asked).toBe(0);
  });

  test('a manifest whose digest header lies', async () => {
    const { manifest, layer } = await sampleArtifact('lying');
    const text = await manifest.blob.text();
    const registry = await registryThat((_, response) => {
      response.setHeader('Docker-Content-Digest', layer.digest);
      response.setHeader('Content-Type', OCI_MANIFEST);
      response.end(text);
    });
    await expect(registry.repository('a').fetchManifest('1')).rejects.toMatchObject({
      code: 'digest.mismatch',
      data: { expected: layer.digest, actual: manifest.descriptor.digest },
    });
  });

  test('another manifest than the requested one, with a matching header', async () => {
    const { manifest } = await sampleArtifact('one');
    const { manifest: other } = await sampleArtifact('two');
    const text = await other.blob.text();
    const registry = await registryThat((_, response) => {
      response.setHeader('Docker-Content-Digest', other.descriptor.digest);
      response.setHeader('Content-Type', OCI_MANIFEST);
      response.setHeader('Content-Length', text.length);
      response.end(text);
    });
    const repository = registry.repository('a');
    const expected = { code: 'digest.mismatch', data: { expected: manifest.descriptor.digest } };
    await expect(repository.fetchManifest(manifest.descriptor.digest)).rejects.toMatchObject(
      expected,
    );
    await expect(repository.resolve(manifest.descriptor.digest)).rejects.toMatchObject(expected);
  });

  test('a manifest that calls itself an index (CVE-2021-41190)', async () => {
    const registry = await registryThat((_, response) => {
      response.setHeader('Content-Type', OCI_MANIFEST);
      response.end(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] }));
    });
    await expect(registry.repository('a').fetchManifest('1')).rejects.toMatchObject({
      code: 'manifest.invalid',
    });
  });

  test('a manifest over 4 MiB', async () => {
    const registry = await registryThat((_, response) => response.end(' '.repeat(5_000_000)));
    await expect(registry.repository('a').fetchManifest('1')).rejects.toMatchObject({
      code: 'manifest.invalid',
    });
  });

  test('a digest by an unsupported algorithm', async () => {
    const registry = await registryThat((_, response) => {
      response.setHeader('Docker-Content-Digest', 'md5:00');
      response.end('{}');
    });
    await expect(registry.repository('a').fetchManifest('1')).rejects.toMatchObject({
      code: 'digest.unsupported',
    });
  });
});

describe('headers that the page may not read', () => {
  test('the manifest is fetched and hashed instead', async () => {
    const { manifest } = await sampleArtifact('hidden');
    const text = await manifest.blob.text();
    const registry = await registryThat((_, response) => {
      response.setHeader('Content-Type', `${OCI_MANIFEST}; charset=utf-8`);
      response.end(text);
    });
    expect(await registry.repository('a').resolve('1')).toEqual(manifest.descriptor);
  });

  test('a pushed manifest is read back', async () => {
    const { manifest } = await sampleArtifact('unread');
    const { manifest: other } = await sampleArtifact('mangled');
    for (const [stored, ok] of [
      [manifest, true],
      [other, false],
    ] as const) {
      const text = await stored.blob.text();
      const registry = await registryThat((request, response) => {
        response.statusCode = request.method === 'PUT' ? 201 : 200;
        response.setHeader('Content-Type', OCI_MANIFEST);
        response.end(request.method === 'GET' ? text : '');
      });
      const push = registry.repository('a').push(manifest.descriptor, manifest.blob, { tag: '1' });
      if (ok) await push;
      else {
        await expect(push).rejects.toMatchObject({
          code: 'manifest.stored-otherwise',
          data: {
            reference: `${registry.host}/a:1`,
            pushed: manifest.descriptor.digest,
            stored: other.descriptor.digest,
          },
        });
      }
    }
  });

  test('a wrong digest header doesn’t fail a push: the stored manifest counts', async () => {
    const { manifest } = await sampleArtifact('lying');
    const text = await manifest.blob.text();
    const registry = await registryThat((request, response) => {
      response.statusCode = request.method === 'PUT' ? 201 : 200;
      response.setHeader('Content-Type', OCI_MANIFEST);
      response.setHeader('Docker-Content-Digest', `sha256:${'0'.repeat(64)}`);
      response.end(request.method === 'GET' ? text : '');
    });
    await registry.repository('a').push(manifest.descriptor, manifest.blob, { tag: '1' });
  });

  test('a pushed manifest that isn’t there by its digest', async () => {
    const { manifest } = await sampleArtifact('elsewhere');
    const registry = await registryThat((request, response) => {
      response.statusCode = request.method === 'PUT' ? 201 : 404;
      response.end();
    });
    const push = registry.repository('a').push(manifest.descriptor, manifest.blob, { tag: '1' });
    await expect(push).rejects.toMatchObject({ code: 'manifest.stored-otherwise' });
  });
});

describe('missing and incomplete responses', () => {
  test('an unreachable server, and one whose response can’t be read', async () => {
    const registry = await registryThat((request) => request.socket.destroy());
    const host = registry.host;
    const facts = { method: 'GET', url: `http://${host}/v2/`, registry: host };
    await expect(registry.ping()).rejects.toMatchObject({
      code: 'registry.unreachable',
      data: facts,
    });
    const probed: string[] = [];
    const probe = async (url: string) => probed.push(url) > 0;
    const hidden = new Registry({ host, transport: nodeTransport, probe });
    await expect(hidden.ping()).rejects.toMatchObject({ code: 'registry.cors', data: facts });
    expect(new Set(probed)).toEqual(new Set([`http://${host}/v2/`]));

    const base = `http://${host}/registry/reg.example`;
    const proxied = new Registry({
      host: 'reg.example',
      base,
      proxied: true,
      transport: nodeTransport,
      probe,
    });
    await expect(proxied.ping()).rejects.toMatchObject({
      code: 'registry.unreachable',
      data: { url: 'https://reg.example/v2/' },
    });
  });

  test('a broken connection isn’t reported as CORS if a response could be read before', async () => {
    const ends = ['answer', 'break', 'answer', 'break', 'break'];
    const registry = await registryThat((request, response) => {
      if (ends.shift() === 'break') request.socket.destroy();
      else response.end('{}');
    });
    const { host } = registry;
    const reached = new Registry({ host, transport: nodeTransport, probe: async () => true });
    await reached.ping();
    await reached.ping();
    await expect(reached.ping()).rejects.toMatchObject({ code: 'registry.unreachable' });
    expect(ends).toEqual([]);
  });

  test('nor the rest of a blob that broke off', async () => {
    const { layer } = await sampleArtifact('rest');
    const registry = await registryThat((request, response) => {
      if (request.headers.range) return request.socket.destroy();
      response.writeHead(200, { 'Content-Length': layer.size });
      response.write('first', () => response.destroy());
    });
    const { host } = registry;
    const direct = new Registry({ host, transport: nodeTransport, probe: async () => true });
    await expect(direct.repository('a').fetch(layer)).rejects.toMatchObject({
      code: 'registry.cut-short',
      data: { received: 5, expected: layer.size },
    });
  });

  test('a response that is cut off', async () => {
    const registry = await registryThat((_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('{"tags":', () => response.destroy());
    });
    await expect(registry.repository('a').tags()).rejects.toMatchObject({
      code: 'registry.cut-short',
      data: { method: 'GET', received: 8 },
    });
  });

  test('an abort after the response has begun', async () => {
    const registry = await registryThat((_, response) => {
      response.writeHead(200);
      response.write('x');
    });
    const { layer } = await sampleArtifact('stalled');
    const signal = AbortSignal.timeout(50);
    await expect(registry.repository('a').fetch(layer, { signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});

describe('redirects', () => {
  test('a blob may come from another host, and is verified', async () => {
    const { layer, target } = await sampleArtifact('bucket');
    const content = await (await target.fetch(layer)).text();
    const bucket = await startServer((_, response) => response.end(content));
    servers.push(bucket);
    const registry = await registryThat((_, response) => {
      response.writeHead(307, { Location: `${bucket.url}/x` }).end();
    });
    expect((await registry.repository('a').fetch(layer)).size).toBe(layer.size);
  });

  test('a request that changes something isn’t redirected', async () => {
    const other = await startServer((_, response) => response.writeHead(201).end());
    servers.push(other);
    const registry = await registryThat((request, response) => {
      request.resume();
      response.writeHead(307, { Location: `${other.url}/x` }).end();
    });
    const { manifest } = await sampleArtifact('redirected');
    const push = registry.repository('a').push(manifest.descriptor, manifest.blob);
    await expect(push).rejects.toMatchObject({
      code: 'registry.protocol',
      data: { reason: 'redirected', origin: other.url },
    });
  });
});
