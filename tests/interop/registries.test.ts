/** The same transfers with every registry there is: what one lacks, the client makes up for. */
import { describe, expect, test } from 'vitest';
import { Registry } from '../../src/core/registry/registry.ts';
import { copy } from '../../src/core/content/copy.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { recording } from '../support/http.ts';
import { registryKinds } from '../support/registries.ts';

for (const { name, available, mounts, start } of registryKinds) {
  describe.skipIf(!available)(name, () => {
    test('push, again, pull, list, copy, delete', async () => {
      const server = await start();
      try {
        const { transport, requests } = recording();
        const registry = new Registry({ host: server.host, transport });
        const repository = registry.repository('charts/one', { push: true });
        const { target, manifest, layer } = await sampleArtifact('everywhere', 400_000);
        const { digest } = manifest.descriptor;

        await copy(target, 'sample', repository, '1.0.0');
        requests.length = 0;
        await copy(target, 'sample', repository, '1.0.0');
        expect(requests).toEqual(['HEAD /v2/charts/one/manifests/1.0.0']);
        requests.length = 0;
        await copy(target, 'sample', repository, 'latest');
        const sent = requests.filter((request) => request.startsWith('PUT'));
        // What doesn't mount is sent the small config again, but not the layer.
        expect(sent.length).toBeLessThanOrEqual(2);

        const memory = new MemoryTarget();
        await copy(repository, 'latest', memory, 'latest');
        expect((await memory.resolve('latest')).digest).toBe(digest);
        expect((await memory.fetch(layer)).size).toBe(layer.size);
        expect((await repository.tags()).names.toSorted()).toEqual(['1.0.0', 'latest']);
        expect((await registry.catalog()).names).toEqual(['charts/one']);

        const other = registry.repository('charts/two', { push: true });
        requests.length = 0;
        await copy(repository, digest, other, '1.0.0');
        expect((await other.resolve('1.0.0')).digest).toBe(digest);
        // crane keeps one store for all repositories: a look there says that the blob is held.
        const blobs = requests.filter((request) => request.includes('/blobs/')).toSorted();
        const opened = Array<string>(2).fill('POST /v2/charts/two/blobs/uploads/');
        const looked = Array<string>(2).fill('HEAD /v2/charts/two/blobs/sha256:…');
        const closed = Array<string>(2).fill('DELETE /v2/charts/two/blobs/uploads/…');
        expect(blobs).toEqual(mounts ? opened : [...closed, ...looked, ...opened]);
        await repository.delete('1.0.0');
        await expect(repository.resolve(digest)).rejects.toMatchObject({ code: 'tag.not-found' });
        expect((await other.fetch(layer)).size).toBe(layer.size);
      } finally {
        await server.stop();
      }
    });
  });
}
