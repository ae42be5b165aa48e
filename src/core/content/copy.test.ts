import { describe, expect, it } from 'vitest';
import { ChartroomError } from '../errors.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import { copy, type CopyProgress } from './copy.ts';
import { MemoryTarget } from './memory.ts';
import { ReadThrough } from './read-through.ts';
import type { PushOptions, StoredManifest } from './target.ts';

async function stored(mediaType: string, content: string): Promise<StoredManifest> {
  const blob = new Blob([content]);
  return { descriptor: { mediaType, digest: await digestOf(blob), size: blob.size }, blob };
}

async function artifact(text: string) {
  const layers = await Promise.all(['a', 'b', 'c', 'd'].map((x) => stored('x/layer', text + x)));
  const config = await stored('x/config', '{}');
  const manifest = await stored(
    OCI_MANIFEST,
    JSON.stringify({
      schemaVersion: 2,
      config: config.descriptor,
      layers: layers.map(({ descriptor }) => descriptor),
    }),
  );
  return { manifest, blobs: [config, ...layers] };
}

async function sourceOf(...texts: string[]) {
  const source = new MemoryTarget();
  const manifests: StoredManifest[] = [];
  for (const text of texts) {
    const { manifest, blobs } = await artifact(text);
    for (const { descriptor, blob } of blobs) await source.push(descriptor, blob);
    await source.push(manifest.descriptor, manifest.blob, { tag: text });
    manifests.push(manifest);
  }
  return { source, manifests };
}

/** Records the order in which content arrives, and can refuse some of it. */
class Recorder extends MemoryTarget {
  readonly pushed: string[] = [];
  active = 0;
  most = 0;
  refuse: ((mediaType: string) => boolean) | undefined;

  override async push(...args: [StoredManifest['descriptor'], Blob, PushOptions?]) {
    this.most = Math.max(this.most, ++this.active);
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.active--;
    args[2]?.signal?.throwIfAborted();
    if (this.refuse?.(args[0].mediaType)) throw new ChartroomError('storage.full', {});
    this.pushed.push(args[0].mediaType);
    await super.push(...args);
  }
}

describe('copy', () => {
  it('stores every blob before the manifest, three at a time', async () => {
    const { source, manifests } = await sourceOf('one');
    const destination = new Recorder();
    const result = await copy(source, 'one', destination, 'v1');
    expect(result.unchanged).toBe(false);
    expect(destination.pushed).toHaveLength(6);
    expect(destination.pushed.at(-1)).toBe(OCI_MANIFEST);
    expect(destination.most).toBe(3);
    expect((await destination.resolve('v1')).digest).toBe(manifests[0]?.descriptor.digest);
  });

  it('sends nothing when the tag holds the same manifest', async () => {
    const { source } = await sourceOf('one');
    const destination = new Recorder();
    await copy(source, 'one', destination, 'v1');
    destination.pushed.length = 0;
    expect((await copy(source, 'one', destination, 'v1')).unchanged).toBe(true);
    expect(destination.pushed).toEqual([]);
  });

  it('does not replace a tag unless told to', async () => {
    const { source, manifests } = await sourceOf('one', 'two');
    const [first, second] = manifests.map(({ descriptor }) => descriptor.digest);
    const destination = new MemoryTarget();
    await copy(source, 'one', destination, 'v1');
    const refused = copy(source, 'two', destination, 'v1', { reference: 'host/x:v1' });
    await expect(refused).rejects.toMatchObject({
      code: 'tag.differs',
      data: { reference: 'host/x:v1', existing: first, pushed: second },
    });
    expect((await destination.resolve('v1')).digest).toBe(first);
    await copy(source, 'two', destination, 'v1', { overwrite: true });
    expect((await destination.resolve('v1')).digest).toBe(second);
  });

  it('leaves no manifest behind when a blob fails', async () => {
    const { source } = await sourceOf('one');
    const destination = new Recorder();
    destination.refuse = (mediaType) => mediaType === 'x/config';
    await expect(copy(source, 'one', destination, 'v1')).rejects.toMatchObject({
      code: 'storage.full',
    });
    expect(destination.active).toBe(0);
    await expect(destination.resolve('v1')).rejects.toMatchObject({ code: 'tag.not-found' });
  });

  it('stops with `aborted` when aborted', async () => {
    const { source } = await sourceOf('one');
    const controller = new AbortController();
    const destination = new Recorder();
    const copied = copy(source, 'one', destination, 'v1', {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(copied).rejects.toMatchObject({ code: 'aborted' });
    expect(destination.pushed).not.toContain(OCI_MANIFEST);
  });

  it('reports every blob as done, and asks the destination first when fetching costs', async () => {
    const { source } = await sourceOf('one');
    const remote = new (class extends ReadThrough {
      fetched = 0;
      override get local() {
        return false;
      }
      override async fetch(...args: Parameters<ReadThrough['fetch']>) {
        this.fetched++;
        return super.fetch(...args);
      }
    })(source);
    const destination = new MemoryTarget();
    const { blobs } = await artifact('one');
    const [config] = blobs;
    if (config) await destination.push(config.descriptor, config.blob);
    const done: CopyProgress[] = [];
    await copy(remote, 'one', destination, 'v1', { onProgress: (p) => p.done && done.push(p) });
    expect(remote.fetched).toBe(4);
    expect(done).toHaveLength(6);
  });

  it('copies an index with all it names, bottom up', async () => {
    const { source, manifests } = await sourceOf('one', 'two');
    const index = await stored(
      OCI_INDEX,
      JSON.stringify({
        schemaVersion: 2,
        manifests: manifests.map(({ descriptor }) => descriptor),
      }),
    );
    await source.push(index.descriptor, index.blob, { tag: 'all' });
    const destination = new Recorder();
    await copy(source, 'all', destination, 'all');
    expect(destination.pushed.at(-1)).toBe(OCI_INDEX);
    expect(destination.pushed.filter((type) => type === OCI_MANIFEST)).toHaveLength(2);
    expect(destination.pushed.slice(0, 5)).not.toContain(OCI_INDEX);
  });
});
