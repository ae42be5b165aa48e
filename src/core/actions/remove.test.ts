import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { startCraneRegistry } from '../../../tests/support/crane-registry.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { findPeer } from '../../../tests/support/peers.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RegistryOptions,
} from '../../../tests/support/registry.ts';
import { startServer } from '../../../tests/support/server.ts';
import { ChartroomError } from '../errors.ts';
import { Registry } from '../registry/registry.ts';
import { Repository } from '../registry/repository.ts';
import type { Transport } from '../registry/transport.ts';
import { copy } from '../content/copy.ts';
import { removableAs, remove, tagsSharing } from './remove.ts';

const crane = findPeer('crane') ?? '';
const distribution3 = findPeer('registry3');
let running: { stop(): Promise<void> } | undefined;
afterEach(() => running?.stop());

async function stocked(options: RegistryOptions = {}) {
  const server = (running = await startRegistry(options));
  return stock(server);
}

async function stock(
  { host, url: base }: { host: string; url: string },
  transport: Transport = nodeTransport,
) {
  const registry = new Registry({ host, base, transport });
  const repository = registry.repository('gone/chart');
  const [one, other] = await Promise.all([sampleArtifact('one'), sampleArtifact('other')]);
  for (const tag of ['1.0.0', 'latest']) await copy(one.target, 'sample', repository, tag);
  await copy(other.target, 'sample', repository, '2.0.0');
  return { repository, digest: one.manifest.descriptor.digest };
}

describe.skipIf(!isRegistryAvailable())('removing a version', () => {
  it('finds every tag of the digest, and skips those that have been removed', async () => {
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

  it('reports what is removed with a version, and the progress of looking', async () => {
    const { repository, digest } = await stocked();
    const told: string[] = [];
    const onProgress = (looked: number, all: number) => told.push(`${looked} of ${all}`);
    const removable = await removableAs(repository, 'latest', { onProgress });
    expect(removable.digest).toBe(digest);
    expect(removable.tags.toSorted()).toEqual(['1.0.0', 'latest']);
    expect(told).toEqual(['0 of 3', '1 of 3', '2 of 3', '3 of 3']);
    await expect(removableAs(repository, 'gone')).rejects.toMatchObject({ code: 'tag.not-found' });
  });

  it('removes the manifest and all of its tags, no other', async () => {
    const { repository, digest } = await stocked();
    await remove(repository, digest);
    for (const name of ['1.0.0', 'latest', digest]) {
      await expect(repository.resolve(name)).rejects.toMatchObject({ code: 'tag.not-found' });
    }
    expect((await repository.resolve('2.0.0')).digest).not.toBe(digest);
  });

  it('reports a registry without deletion', async () => {
    const { repository, digest } = await stocked({ delete: false });
    for (const tags of [[], ['1.0.0', 'latest']]) {
      await expect(remove(repository, digest, tags)).rejects.toMatchObject({
        code: 'registry.keeps-all',
        data: { status: 405, url: expect.stringContaining(digest) },
      });
    }
    expect((await repository.resolve('1.0.0')).digest).toBe(digest);
  });
});

/** Distribution 3.1 deletes tags; these answer its deletions of manifests otherwise. */
describe.skipIf(!distribution3)('a registry that deletes tags', () => {
  /** Deletions by digest are refused with the code that `refusal` returns, if any. */
  async function stockedBehind(refusal: () => Promise<string>) {
    const server = (running = await startRegistry({ binary: distribution3 ?? '' }));
    return stock(server, async (request) => {
      const isRefused = request.method === 'DELETE' && /sha256:[0-9a-f]+$/.test(request.url);
      const code = isRefused ? await refusal() : '';
      if (code === '') return nodeTransport(request);
      const status = code === 'UNSUPPORTED' ? 405 : 400;
      const body = new Blob([JSON.stringify({ errors: [{ code, message: '' }] })]);
      return { status, url: '', headers: new Headers(), body, end: 'whole' };
    });
  }

  it('and no manifest (Docker Hub): only the chosen tag goes', async () => {
    const { repository, digest } = await stockedBehind(async () => 'UNSUPPORTED');
    const removed = await remove(repository, digest, ['1.0.0', 'latest']);
    expect(removed).toEqual({ tags: ['1.0.0'], kept: ['latest'] });
    await expect(repository.resolve('1.0.0')).rejects.toMatchObject({ code: 'tag.not-found' });
    expect((await repository.resolve('latest')).digest).toBe(digest);
    expect(await remove(repository, digest, ['latest'])).toEqual({ tags: ['latest'], kept: [] });
    expect((await repository.tags()).names).toEqual(['2.0.0']);
    expect((await repository.resolve(digest)).digest).toBe(digest);
  });

  it('and no manifest, where the tag names something else by now: nothing goes', async () => {
    const { repository, digest } = await stockedBehind(async () => 'UNSUPPORTED');
    await expect(remove(repository, digest, ['2.0.0', 'latest'])).rejects.toMatchObject({
      code: 'registry.keeps-all',
    });
    expect((await repository.tags()).names).toEqual(['1.0.0', '2.0.0', 'latest']);
  });

  it('and no manifest that has any (Google): its tags go first', async () => {
    const { repository, digest } = await stockedBehind(async () => {
      const { names } = await repository.tags();
      return names.length > 1 ? 'GOOGLE_MANIFEST_DANGLING_TAG' : '';
    });
    expect(await remove(repository, digest, ['1.0.0', 'latest'])).toEqual({
      tags: ['1.0.0', 'latest'],
    });
    await expect(repository.resolve(digest)).rejects.toMatchObject({ code: 'tag.not-found' });
    expect((await repository.tags()).names).toEqual(['2.0.0']);
  });
});

describe('a registry that has a reason not to delete this', () => {
  it.each([
    // Azure's registry, where a repository or a tag is locked.
    [405, 'UNSUPPORTED', 'The operation is disallowed on this registry, repository or image.'],
    // zot, and Google's registry in other words.
    [405, 'DENIED', 'manifest is referenced by an index image'],
    [400, 'GOOGLE_MANIFEST_DANGLING_TAG', 'Manifest is still referenced by tag'],
  ])('%i %s: its own words', async (status, code, message) => {
    const digest = `sha256:${'a'.repeat(64)}` as const;
    const server = await startServer((request, response) => {
      request.resume();
      if (request.method === 'HEAD') return response.writeHead(404).end();
      response.writeHead(status).end(JSON.stringify({ errors: [{ code, message }] }));
    });
    running = server;
    const registry = new Registry({ host: server.host, transport: nodeTransport });
    await expect(remove(registry.repository('a'), digest)).rejects.toMatchObject({
      code: 'registry.refused',
      data: { method: 'DELETE', status, faults: [{ code, message }] },
    });
  });
});

describe('removableAs', () => {
  it('says how many requests it takes, and sends them when it may', async () => {
    const { target } = await sampleArtifact('one');
    const resolving = vi.spyOn(target, 'resolve');
    let agree = () => {};
    const agreed = new Promise<void>((resolve) => (agree = resolve));
    const told: number[] = [];
    const removable = removableAs(target, 'sample', {
      before: (requests) => {
        told.push(requests);
        return agreed;
      },
    });
    await expect.poll(() => told).toEqual([1]);
    expect(resolving).toHaveBeenCalledTimes(1);
    agree();
    expect(await removable).toMatchObject({ tags: ['sample'], end: 'whole' });
    expect(resolving).toHaveBeenCalledTimes(2);
  });
});

describe.skipIf(!crane)(
  'a registry that stores tags separately from manifests, as crane’s does',
  () => {
    it('completes an interrupted removal at the next one', async () => {
      const server = (running = await startCraneRegistry(crane));
      const { repository, digest } = await stock(server);
      const deleting = vi.spyOn(repository, 'delete');
      const lost = new ChartroomError('registry.unreachable', facts(server.host));
      // The manifest and the first tag are removed; then the network fails.
      deleting.mockImplementation(async (name) => {
        if (name === 'latest') throw lost;
        await Repository.prototype.delete.call(repository, name);
      });
      await expect(remove(repository, digest, ['1.0.0', 'latest'])).rejects.toBe(lost);
      deleting.mockRestore();
      expect((await repository.tags()).names).toEqual(['2.0.0', 'latest']);

      await remove(repository, digest, ['1.0.0', 'latest']);
      expect((await repository.tags()).names).toEqual(['2.0.0']);
    });
  },
);

const facts = (registry: string) => ({ method: 'DELETE', url: `http://${registry}/v2/`, registry });
