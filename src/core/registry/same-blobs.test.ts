import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeTransport } from '../../../tests/support/http.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../../../tests/support/registry.ts';
import { assembleManifest, describe as described } from '../formats/artifact.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import { Registry } from './registry.ts';

/** Artifacts that share all but their annotations, as signatures by one key share their config. */
const COPIES = 60;

describe.skipIf(!isRegistryAvailable())('the same blobs, sent by many copies at once', () => {
  let server: RunningRegistry;
  beforeAll(async () => void (server = await startRegistry()));
  afterAll(() => server.stop());

  test('are there for each of their manifests, though the registry writes its links anew', async () => {
    const repository = new Registry({ host: server.host, transport: nodeTransport }).repository(
      'a',
    );
    const config = await described('application/x-config', new Blob(['{}']));
    const layers = await Promise.all(
      ['a', 'b', 'c'].map((text) => described('application/x-layer', new Blob([text]))),
    );
    const copies = Array.from({ length: COPIES }, async (_, i) => {
      const { manifest, blobs } = await assembleManifest(config, layers, { number: String(i) });
      const source = new MemoryTarget();
      for (const { descriptor, blob } of [...blobs, manifest]) await source.push(descriptor, blob);
      return copy(source, manifest.descriptor.digest, repository, `v${i}`);
    });
    const results = await Promise.allSettled(copies);
    const reasons = results.flatMap((one) =>
      one.status === 'rejected' ? [String(one.reason)] : [],
    );
    expect(reasons).toEqual([]);
    expect((await repository.tags()).names).toHaveLength(COPIES);
  });
});
