import { describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { isRegistryAvailable, startRegistry } from '../../../tests/support/registry.ts';
import { startServer } from '../../../tests/support/server.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import { copy } from '../target/copy.ts';
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
