/** Registries that can't be run here, imitated by their known behaviour. The servers are real. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { sampleArtifact, type SampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { OCI_MANIFEST } from '../oci/media-types.ts';
import { copy } from '../content/copy.ts';
import { Registry } from './registry.ts';

const servers: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

type Handler = (request: IncomingMessage, response: ServerResponse, url: string) => void;

async function registryWith(handler: Handler) {
  const server = await startServer((request, response) => {
    request.resume();
    request.on('end', () => handler(request, response, request.url ?? ''));
  });
  servers.push(server);
  const pauses: number[] = [];
  const clock = {
    now: () => 0,
    random: () => 0.5,
    sleep: async (milliseconds: number) => void pauses.push(milliseconds),
  };
  const { transport, requests } = recording(nodeTransport);
  return { registry: new Registry({ host: server.host, transport, clock }), requests, pauses };
}

/** Answers uploads like a registry. */
function upload({ method }: IncomingMessage, response: ServerResponse, url: string): void {
  if (method === 'POST') response.writeHead(202, { Location: `${url.split('?')[0]}1` }).end();
  else response.writeHead(201).end();
}

function manifestOf({ manifest }: SampleArtifact, response: ServerResponse, body: string): void {
  response
    .writeHead(200, {
      'Content-Type': OCI_MANIFEST,
      'Docker-Content-Digest': manifest.descriptor.digest,
    })
    .end(body);
}

test('GHCR denies what does not exist yet: a push goes on, a pull doesn’t', async () => {
  const artifact = await sampleArtifact('ghcr');
  const body = await artifact.manifest.blob.text();
  const { registry } = await registryWith((request, response, url) => {
    const pushed = url.includes('/manifests/sha256');
    if (pushed && request.method === 'GET') return manifestOf(artifact, response, body);
    if (request.method === 'PUT' || request.method === 'POST')
      return upload(request, response, url);
    response.writeHead(403).end('{"errors":[{"code":"DENIED","message":"denied"}]}');
  });
  await copy(artifact.target, 'sample', registry.repository('new', { push: true }), '1');
  await expect(registry.repository('new').resolve('1')).rejects.toMatchObject({
    code: 'auth.denied',
    data: { status: 403, faults: [{ code: 'DENIED' }] },
  });
});

// Public ECR 400 (helm#12491); others don't have the method, or fail at it.
test.each([400, 405, 406, 500, 501])('a HEAD is answered %i where a GET works', async (status) => {
  const artifact = await sampleArtifact('headless');
  const body = await artifact.manifest.blob.text();
  const { registry, requests, pauses } = await registryWith((request, response, url) => {
    if (request.method === 'HEAD') response.writeHead(status).end();
    else if (request.method === 'GET' && url.endsWith('/1')) manifestOf(artifact, response, body);
    else if (request.method === 'GET') response.writeHead(404).end();
    else upload(request, response, url);
  });
  const { descriptor } = artifact.manifest;
  expect(await registry.repository('a').resolve('1')).toEqual(descriptor);
  expect(requests).toEqual(['HEAD /v2/a/manifests/1', 'GET /v2/a/manifests/1']);

  const push = copy(artifact.target, 'sample', registry.repository('a'), '1');
  expect(await push).toMatchObject({ unchanged: true });
  const held = await registry.repository('a').exists(artifact.layer);
  expect(held).toBe(false);
  expect(pauses).toEqual([]);
});

test('Google’s Artifact Registry uploads to a path of its own, kilobytes long', async () => {
  const { layer, target } = await sampleArtifact('gar');
  const place = `/artifacts-uploads/namespaces/p/uploads/${'A'.repeat(6000)}?sig=%2B%3D`;
  const seen: string[] = [];
  const { registry } = await registryWith((request, response, url) => {
    seen.push(url);
    if (request.method === 'POST') response.writeHead(202, { Location: place }).end();
    else response.writeHead(201).end();
  });
  await registry.repository('a').push(layer, await target.fetch(layer));
  expect(seen.at(-1)).toBe(`${place}&digest=${layer.digest}`);
});

// Quay 400; registries that take a mount for something else, or that fail at it, the others.
test.each([200, 204, 400, 401, 403, 404, 405, 500, 501])(
  'a mount that is answered %i is followed by an upload without one',
  async (status) => {
    const { layer, target } = await sampleArtifact('no mount');
    const { registry, requests, pauses } = await registryWith((request, response, url) => {
      if (url.includes('mount=')) response.writeHead(status).end();
      else upload(request, response, url);
    });
    await registry.repository('a').push(layer, await target.fetch(layer));
    expect(requests).toHaveLength(3);
    expect(pauses).toEqual([]);
  },
);

test('a mount that asks for another sign-in than an upload is given up', async () => {
  const { layer, target } = await sampleArtifact('mount forbidden');
  const { registry } = await registryWith((request, response, url) => {
    const allowed = request.headers.authorization === `Basic ${btoa('captain:secret')}`;
    if (url === '/v2/') response.writeHead(allowed ? 200 : 401, BASIC).end();
    else if (!allowed || url.includes('mount=')) response.writeHead(401, BASIC).end();
    else upload(request, response, url);
  });
  await registry.signIn({ username: 'captain', password: 'secret' });
  await registry.repository('a').push(layer, await target.fetch(layer));
});

const BASIC = { 'WWW-Authenticate': 'Basic realm="registry"' };

test('an upload that is refused without a mount as well is the registry’s refusal', async () => {
  const { layer, target } = await sampleArtifact('refused');
  const { registry } = await registryWith((_request, response) => {
    response.writeHead(403).end('{"errors":[{"code":"DENIED","message":"read only"}]}');
  });
  const pushing = registry.repository('a').push(layer, await target.fetch(layer));
  await expect(pushing).rejects.toMatchObject({
    code: 'auth.denied',
    data: { method: 'POST', status: 403, faults: [{ message: 'read only' }] },
  });
});

test('requests to a busy registry continue after the time that it asks for', async () => {
  const artifact = await sampleArtifact('busy');
  const refused = new Set<string>();
  const { registry, pauses } = await registryWith((request, response, url) => {
    const key = `${request.method} ${url.replace(/\?.*/, '')}`;
    if (!refused.has(key)) {
      refused.add(key);
      response
        .writeHead(429, { 'Retry-After': '3' })
        .end('{"errors":[{"code":"TOOMANYREQUESTS"}]}');
    } else if (request.method === 'HEAD') response.writeHead(404).end();
    else if (request.method === 'PUT' && url.includes('/manifests/')) {
      const { digest } = artifact.manifest.descriptor;
      response.writeHead(201, { 'Docker-Content-Digest': digest }).end();
    } else upload(request, response, url);
  });
  await copy(artifact.target, 'sample', registry.repository('a'), '1');
  expect(new Set(pauses)).toEqual(new Set([3000]));
});

test('zot answers /v2/ anonymously, and still checks credentials', async () => {
  const { registry } = await registryWith((request, response) => {
    const { authorization } = request.headers;
    const known = authorization === `Basic ${btoa('captain:secret')}`;
    response.setHeader('WWW-Authenticate', 'basic realm=zot');
    response.writeHead(authorization && !known ? 401 : 200).end();
  });
  const wrong = { username: 'captain', password: 'wrong' };
  await expect(registry.signIn(wrong)).rejects.toMatchObject({ code: 'auth.denied' });
  await registry.signIn({ username: 'captain', password: 'secret' });
});

test('a deletion is repeated after a connection that broke', async () => {
  let broken = 0;
  const { registry, requests } = await registryWith((request, response) => {
    if (++broken === 1) request.socket.destroy();
    else response.writeHead(202).end();
  });
  await registry.repository('a').delete(`sha256:${'ab'.repeat(32)}`);
  expect(requests).toHaveLength(2);
});

test('a manifest by an unknown algorithm can be replaced and deleted, but isn’t read', async () => {
  const other = `sha384:${'ab'.repeat(48)}` as const;
  const { registry, requests } = await registryWith((request, response, url) => {
    const type = { 'Content-Type': OCI_MANIFEST, 'Content-Length': 2 };
    const headers = { ...type, 'Docker-Content-Digest': other };
    if (request.method === 'HEAD' || request.method === 'GET') response.writeHead(200, headers);
    else if (request.method === 'DELETE') response.writeHead(202);
    else return upload(request, response, url);
    response.end('{}');
  });
  const repository = registry.repository('a');
  const { target, layer } = await sampleArtifact('other algorithm');
  const unsupported = { code: 'digest.unsupported', data: { digest: other } };
  await expect(copy(target, 'sample', repository, '1')).rejects.toMatchObject({
    code: 'tag.differs',
    data: { existing: other },
  });
  await expect(repository.fetchManifest('1')).rejects.toMatchObject(unsupported);
  requests.length = 0;
  await expect(repository.fetchManifest(other)).rejects.toMatchObject(unsupported);
  await expect(repository.fetch({ ...layer, digest: other })).rejects.toMatchObject(unsupported);
  expect(requests).toEqual([]);
  await repository.delete('1');
  expect(requests).toEqual(['HEAD /v2/a/manifests/1', `DELETE /v2/a/manifests/${other}`]);
});
