import { describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { isRegistryAvailable, startRegistry } from '../../../tests/support/registry.ts';
import { startServer } from '../../../tests/support/server.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import { copy } from '../content/copy.ts';
import { isReferrersTag, referrersTag } from './referrers.ts';
import { Registry } from './registry.ts';
import type { Repository } from './repository.ts';

const SIGNATURE = 'application/vnd.example.signature';

test('tags that are no versions', () => {
  const hex = 'ab'.repeat(32);
  for (const tag of [`sha256-${hex}`, `sha256-${hex}.sig`, `sha256-${hex}.att`]) {
    expect(isReferrersTag(tag)).toBe(true);
  }
  for (const tag of ['1.0.0', 'sha256-', 'sha256-rc1', `sha256-${hex} `, `v-sha256-${hex}`]) {
    expect(isReferrersTag(tag)).toBe(false);
  }
  expect(referrersTag(`sha512:${'cd'.repeat(64)}`)).toBe(`sha512-${'cd'.repeat(32)}`);
});

/** Pushes a chart and something that refers to it; the descriptors of both. */
async function pushSigned(repository: Repository) {
  const { target, manifest, config } = await sampleArtifact('signed');
  await copy(target, 'sample', repository, '1.0.0');
  const document = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: SIGNATURE,
    config,
    layers: [],
    subject: manifest.descriptor,
  };
  const blob = new Blob([JSON.stringify(document)]);
  const signature = { mediaType: OCI_MANIFEST, digest: await digestOf(blob), size: blob.size };
  await repository.push(signature, blob);
  return { chart: manifest.descriptor, signature };
}

describe.skipIf(!isRegistryAvailable())('a registry without referrers', () => {
  test('what the tag lists, and nothing where there is none', async () => {
    const server = await startRegistry();
    try {
      const registry = new Registry({ host: server.host, transport: nodeTransport });
      const repository = registry.repository('signed');
      const { chart, signature } = await pushSigned(repository);
      expect(await repository.referrers(chart.digest)).toEqual([]);
      const entry = { ...signature, artifactType: SIGNATURE };
      const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [entry] };
      const blob = new Blob([JSON.stringify(index)]);
      const descriptor = { mediaType: OCI_INDEX, digest: await digestOf(blob), size: blob.size };
      await repository.push(descriptor, blob, { tag: referrersTag(chart.digest) });
      expect(await repository.referrers(chart.digest)).toEqual([entry]);
      expect((await repository.tags()).filter((tag) => !isReferrersTag(tag))).toEqual(['1.0.0']);
    } finally {
      await server.stop();
    }
  });
});

test('a registry with referrers: its own list, and no look at the tag', async () => {
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
    expect(await registry.repository('a').referrers(digest)).toEqual([entry]);
    expect(asked).toEqual([`/v2/a/referrers/${digest}`]);
  } finally {
    await server.stop();
  }
});

describe('a list of referrers in pages', () => {
  /** Answers with a page each, and a Link to the one that `next` gives for it. */
  async function paged(pages: number, next: (page: number) => string | undefined) {
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
      response.end(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
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
    expect(await read).toEqual(entries);
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
});
