import { afterEach, describe, expect, it } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RegistryOptions,
  type RunningRegistry,
} from '../../../tests/support/registry.ts';
import { Registry } from '../registry/registry.ts';
import { copy } from '../target/copy.ts';
import { remove, tagsSharing } from './remove.ts';

let running: RunningRegistry | undefined;
afterEach(() => running?.stop());

async function stocked(options: RegistryOptions = {}) {
  running = await startRegistry(options);
  const registry = new Registry({
    host: running.host,
    base: running.url,
    transport: nodeTransport,
  });
  const repository = registry.repository('gone/chart');
  const [one, other] = await Promise.all([sampleArtifact('one'), sampleArtifact('other')]);
  for (const tag of ['1.0.0', 'latest']) await copy(one.target, 'sample', repository, tag);
  await copy(other.target, 'sample', repository, '2.0.0');
  return { repository, digest: one.manifest.descriptor.digest };
}

describe.skipIf(!isRegistryAvailable())('a version and what goes with it', () => {
  it('finds every tag of the digest, and passes over those that went away', async () => {
    const { repository, digest } = await stocked();
    const looked: number[] = [];
    const onProgress = (number: number) => looked.push(number);
    const tags = ['1.0.0', '2.0.0', 'gone', 'latest'];
    expect(await tagsSharing(repository, digest, tags, { onProgress })).toEqual([
      '1.0.0',
      'latest',
    ]);
    expect(looked).toEqual([1, 2, 3, 4]);
  });

  it('removes the manifest and all of its tags, no other', async () => {
    const { repository, digest } = await stocked();
    await remove(repository, digest);
    for (const name of ['1.0.0', 'latest', digest]) {
      await expect(repository.resolve(name)).rejects.toMatchObject({ code: 'tag.not-found' });
    }
    expect((await repository.resolve('2.0.0')).digest).not.toBe(digest);
  });

  it('tells a registry that deletes nothing', async () => {
    const { repository, digest } = await stocked({ delete: false });
    await expect(remove(repository, digest)).rejects.toMatchObject({
      code: 'registry.keeps-all',
      data: { status: 405 },
    });
    expect((await repository.resolve('1.0.0')).digest).toBe(digest);
  });
});
