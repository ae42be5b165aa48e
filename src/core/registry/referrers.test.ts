import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { sampleReferrer } from '../../../tests/support/referrers.ts';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../../../tests/support/registry.ts';
import { startServer } from '../../../tests/support/server.ts';
import type { Digest } from '../digest.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import { copy } from '../content/copy.ts';
import { isReferrersTag, referrersTag } from '../oci/referrer.ts';
import { Registry } from './registry.ts';
import type { Repository } from './repository.ts';
import type { Transport } from './transport.ts';

const SIGNATURE = 'application/vnd.example.signature';

/** Pushes a chart, and returns a signature of it. */
async function pushChart(repository: Repository, name: string) {
  const { target, manifest, config } = await sampleArtifact(name);
  await copy(target, 'sample', repository, '1.0.0');
  const chart = manifest.descriptor;
  return { chart, config, signature: await sampleReferrer(chart, config) };
}

describe.skipIf(!isRegistryAvailable())('a registry without a referrers API', () => {
  let server: RunningRegistry;
  beforeAll(async () => void (server = await startRegistry()));
  afterAll(() => server.stop());

  const open = (name: string, transport: Transport = nodeTransport) =>
    new Registry({ host: server.host, transport }).repository(name);

  /** Replaces the list under the tag of a digest. */
  const retag = async (repository: Repository, digest: Digest, index: object) => {
    const blob = new Blob([JSON.stringify(index)]);
    const descriptor = { mediaType: OCI_INDEX, digest: await digestOf(blob), size: blob.size };
    await repository.push(descriptor, blob, { tag: referrersTag(digest) });
  };

  /** The list as it is stored. */
  const stored = async (repository: Repository, digest: Digest) =>
    JSON.parse(await (await repository.fetchManifest(referrersTag(digest))).blob.text());

  test('the list under the tag, or an empty list without a tag', async () => {
    const repository = open('signed');
    const { chart, signature } = await pushChart(repository, 'signed');
    expect(await repository.referrers(chart.digest)).toEqual({ entries: [], end: 'whole' });
    const { entry } = signature;
    await repository.push(signature.descriptor, signature.blob);
    await retag(repository, chart.digest, {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [entry],
    });
    expect((await repository.referrers(chart.digest)).entries).toEqual([entry]);
    expect((await repository.tags()).names.filter((tag) => !isReferrersTag(tag))).toEqual([
      '1.0.0',
    ]);
  });

  test('pushing a referrer lists it, with its kind and annotations, and once', async () => {
    const { transport, requests } = recording();
    const repository = open('listed', transport);
    const { chart, signature } = await pushChart(repository, 'listed');
    requests.length = 0;
    await repository.push(signature.descriptor, signature.blob);
    expect(requests).toEqual([
      'PUT /v2/listed/manifests/sha256:…',
      'GET /v2/listed/referrers/sha256:…',
      `GET /v2/listed/manifests/${referrersTag(chart.digest)}`,
      `PUT /v2/listed/manifests/${referrersTag(chart.digest)}`,
    ]);
    await repository.push(signature.descriptor, signature.blob);
    expect((await repository.referrers(chart.digest)).entries).toEqual([signature.entry]);
    expect(await stored(repository, chart.digest)).toEqual({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [signature.entry],
    });
  });

  test('a referrer without a kind is listed as its config’s', async () => {
    const repository = open('kindless');
    const { chart, config } = await pushChart(repository, 'kindless');
    const { descriptor, blob } = await sampleReferrer(chart, config, '');
    await repository.push(descriptor, blob);
    expect((await repository.referrers(chart.digest)).entries).toMatchObject([
      { digest: descriptor.digest, artifactType: config.mediaType },
    ]);
  });

  test('other content of the list stays unchanged', async () => {
    const repository = open('shared');
    const { chart, config, signature } = await pushChart(repository, 'shared');
    const other = await sampleReferrer(chart, config, 'application/x-other');
    await repository.push(other.descriptor, other.blob);
    const foreign = { ...other.entry, platform: { os: 'linux', architecture: 'arm64' } };
    const index = { schemaVersion: 2, mediaType: OCI_INDEX, annotations: { by: 'another' } };
    await retag(repository, chart.digest, { ...index, manifests: [foreign] });
    await repository.push(signature.descriptor, signature.blob);
    expect(await stored(repository, chart.digest)).toEqual({
      ...index,
      manifests: [foreign, signature.entry],
    });
  });

  test('a listed manifest that was deleted doesn’t prevent further entries', async () => {
    const repository = open('deleted');
    const { chart, config, signature } = await pushChart(repository, 'deleted');
    const other = await sampleReferrer(chart, config, 'application/x-other');
    const gone = await sampleReferrer(chart, config, 'application/x-gone');
    for (const { descriptor, blob } of [other, gone]) await repository.push(descriptor, blob);
    await repository.delete(gone.descriptor.digest);
    await repository.push(signature.descriptor, signature.blob);
    expect((await repository.referrers(chart.digest)).entries).toEqual([
      other.entry,
      signature.entry,
    ]);
  });

  test('parallel changes lose none', async () => {
    const registry = new Registry({ host: server.host, transport: nodeTransport });
    const { chart, config } = await pushChart(registry.repository('many'), 'many');
    const kinds = Array.from({ length: 12 }, (_, i) => `application/x-${i}`);
    const all = await Promise.all(kinds.map((kind) => sampleReferrer(chart, config, kind)));
    const push = ({ descriptor, blob }: (typeof all)[0]) =>
      registry.repository('many').push(descriptor, blob);
    await Promise.all(all.map(push));
    const listed = (await registry.repository('many').referrers(chart.digest)).entries;
    expect(new Set(listed.map(({ digest }) => digest))).toEqual(
      new Set(all.map(({ descriptor }) => descriptor.digest)),
    );
  });

  test('a tag that names something else is left unchanged', async () => {
    const repository = open('taken');
    const { chart, signature } = await pushChart(repository, 'taken');
    const { target } = await sampleArtifact('someone else’s');
    await copy(target, 'sample', repository, referrersTag(chart.digest));
    const before = await repository.resolve(referrersTag(chart.digest));
    await expect(repository.push(signature.descriptor, signature.blob)).rejects.toMatchObject({
      code: 'registry.protocol',
      data: { reason: 'no-list', list: 'referrers' },
    });
    expect(await repository.resolve(referrersTag(chart.digest))).toEqual(before);
  });
});

/**
 * A stand-in that accepts everything, since no registry that can be started here has a referrers
 * API.
 */
describe('a registry with referrers', () => {
  async function pushTo(header: boolean, lists: boolean) {
    const { manifest, config } = await sampleArtifact('own list');
    const { descriptor, blob, entry } = await sampleReferrer(manifest.descriptor, config);
    const asked: string[] = [];
    const server = await startServer((request, response) => {
      asked.push(`${request.method} ${request.url}`.replace(/sha256[:-][0-9a-f]+/, '…'));
      if (request.method === 'PUT') {
        request.resume();
        response.setHeader('Docker-Content-Digest', descriptor.digest);
        if (header) response.setHeader('OCI-Subject', manifest.descriptor.digest);
        response.writeHead(201).end();
      } else if (request.url?.includes('/referrers/')) {
        const manifests = lists ? [entry] : [];
        response.setHeader('Content-Type', OCI_INDEX);
        response.end(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
      } else response.writeHead(404).end();
    });
    try {
      const registry = new Registry({ host: server.host, transport: nodeTransport });
      await registry.repository('a').push(descriptor, blob);
      return asked;
    } finally {
      await server.stop();
    }
  }

  test('that reports the listing isn’t asked again', async () => {
    expect(await pushTo(true, true)).toEqual(['PUT /v2/a/manifests/…']);
  });

  test('that doesn’t report it, or hides the header, is asked', async () => {
    expect(await pushTo(false, true)).toEqual(['PUT /v2/a/manifests/…', 'GET /v2/a/referrers/…']);
  });

  test('that doesn’t list the pushed manifest gets the tag as well', async () => {
    expect(await pushTo(false, false)).toEqual([
      'PUT /v2/a/manifests/…',
      'GET /v2/a/referrers/…',
      'GET /v2/a/manifests/…',
      'PUT /v2/a/manifests/…',
    ]);
  });
});

test('a registry with a referrers API: its own list, without a request for the tag', async () => {
  const { manifest } = await sampleArtifact('listed');
  const entry = { ...manifest.descriptor, artifactType: SIGNATURE };
  const asked: string[] = [];
  const server = await startServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Content-Type', OCI_INDEX);
    response.end(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [entry] }));
  });
  try {
    const registry = new Registry({ host: server.host, transport: nodeTransport });
    const { digest } = manifest.descriptor;
    // Without the proxy a Link may be hidden from the page.
    const unproven = { entries: [entry], end: 'unproven' };
    expect(await registry.repository('a').referrers(digest)).toEqual(unproven);
    expect(asked).toEqual([`/v2/a/referrers/${digest}`]);
    const base = `${server.url}/registry/reg.example`;
    const transport: Transport = (request) =>
      nodeTransport({ ...request, url: request.url.replace('/registry/reg.example', '') });
    const proxied = new Registry({ host: 'reg.example', base, proxied: true, transport });
    const whole = { entries: [entry], end: 'whole' };
    expect(await proxied.repository('a').referrers(digest)).toEqual(whole);
  } finally {
    await server.stop();
  }
});

test('a list of referrers that other tools could read differently is refused', async () => {
  const { manifest } = await sampleArtifact('listed');
  const { mediaType, digest, size } = manifest.descriptor;
  const server = await startServer((_, response) => {
    const entry = { mediaType, digest, size, artifacttype: SIGNATURE };
    response.end(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [entry] }));
  });
  try {
    const registry = new Registry({ host: server.host, transport: nodeTransport });
    await expect(registry.repository('a').referrers(digest)).rejects.toMatchObject({
      code: 'manifest.invalid',
      data: { reason: 'ambiguous-key', key: 'artifacttype', field: 'artifactType' },
    });
  } finally {
    await server.stop();
  }
});

describe('a list of referrers in pages', () => {
  /** Answers with pages, each with a Link to the page that `next` returns for it. */
  async function paged(
    pages: number,
    next: (page: number) => string | undefined,
    { annotations = {} } = {},
  ) {
    const { manifest } = await sampleArtifact('paged');
    const entries = await Promise.all(
      Array.from({ length: pages }, async (_, i) => {
        const digest = await digestOf(new Blob([String(i)]));
        return { mediaType: OCI_MANIFEST, digest, size: 1, artifactType: SIGNATURE };
      }),
    );
    const asked: string[] = [];
    const server = await startServer((request, response) => {
      asked.push(request.url ?? '');
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 0);
      const link = next(page);
      if (link) response.setHeader('Link', `<${link}>; rel="next"`);
      response.setHeader('Content-Type', OCI_INDEX);
      const manifests = entries.slice(page, page + 1);
      response.end(
        JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests, annotations }),
      );
    });
    const registry = new Registry({ host: server.host, transport: nodeTransport });
    const read = registry
      .repository('a')
      .referrers(manifest.descriptor.digest)
      .finally(() => server.stop());
    return { entries, asked, read };
  }

  test('is read to its end, from this registry only', async () => {
    const elsewhere = 'http://elsewhere.example/v2/b/referrers/x';
    const { entries, asked, read } = await paged(3, (page) =>
      page < 2 ? `${elsewhere}?page=${page + 1}` : undefined,
    );
    // It had Links to read, so the last page has none.
    expect(await read).toEqual({ entries, end: 'whole' });
    expect(asked.map((url) => url.replace(/sha256:[0-9a-f]+/, '…'))).toEqual([
      '/v2/a/referrers/…',
      '/v2/a/referrers/…?page=1',
      '/v2/a/referrers/…?page=2',
    ]);
  });

  test.each([
    ['leads back to itself', () => '?page=1', 2],
    ['never ends', (page: number) => `?page=${page + 1}`, 100],
  ] as const)('that %s is refused', async (_what, next, requests) => {
    const { asked, read } = await paged(1, next);
    await expect(read).rejects.toMatchObject({ code: 'registry.protocol' });
    expect(asked).toHaveLength(requests);
  });

  test('is limited in all, not only page by page', async () => {
    const annotations = { filler: 'x'.repeat(3_900_000) };
    const { asked, read } = await paged(1, (page) => `?page=${page + 1}`, { annotations });
    await expect(read).rejects.toMatchObject({
      code: 'registry.protocol',
      data: { reason: 'endless-list', list: 'referrers' },
    });
    expect(asked).toHaveLength(5);
  });
});
