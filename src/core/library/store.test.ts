import { beforeAll, expect, test } from 'vitest';
import { mount, stubLocks, TestDisk } from '../../../tests/support/lightning-disk.ts';
import { ChartroomError } from '../errors.ts';
import { assembleManifest, describe as described, emptyConfig } from '../formats/artifact.ts';
import type { Artifact } from '../formats/format.ts';
import { LibraryStore } from './store.ts';

beforeAll(stubLocks);

/** An artifact with a layer of its own and a layer that all artifacts here share. */
async function artifact(own: string): Promise<Artifact> {
  const layer = (text: string) => described('application/x-test', new Blob([text]));
  return assembleManifest(await emptyConfig(), [await layer(own), await layer('shared')]);
}

function open(disk: TestDisk, changed = () => {}): LibraryStore {
  return new LibraryStore(mount(disk), (work) => work(), changed);
}

function keep(store: LibraryStore, name: string, { manifest, blobs }: Artifact): Promise<void> {
  return store.keep(name, manifest, blobs);
}

const code = async (failing: Promise<unknown>) =>
  failing.then(
    () => 'no error',
    (error: unknown) => ChartroomError.from(error).code,
  );

test('what is kept is there after a reload, whole and under its name', async () => {
  const disk = new TestDisk();
  const one = await artifact('one');
  await keep(open(disk), 'localhost:5000/a/one:1.0.0', one);

  const reloaded = open(disk.afterPowerCut());
  expect(await reloaded.names()).toEqual(['localhost:5000/a/one:1.0.0']);
  expect(await reloaded.find('localhost:5000/a/one:1.0.0')).toEqual(one.manifest.descriptor);
  expect(await reloaded.find(one.manifest.descriptor.digest)).toEqual(one.manifest.descriptor);
  for (const { descriptor, blob } of [...one.blobs, one.manifest]) {
    expect(await (await reloaded.read(descriptor.digest)).text()).toBe(await blob.text());
  }
});

test('the same content under two names is stored once, and stays until the last name goes', async () => {
  const disk = new TestDisk();
  const store = open(disk);
  const one = await artifact('one');
  await keep(store, 'one:1', one);
  const files = disk.files.size;
  await keep(store, 'one:latest', one);
  expect(disk.files.size).toBe(files + 1);

  await keep(store, 'two:1', await artifact('two'));
  await store.remove('one:1');
  expect(await (await store.read(one.manifest.descriptor.digest)).text()).toContain('layers');

  await store.remove('one:latest');
  expect(await code(store.read(one.manifest.descriptor.digest))).toBe('blob.not-found');
  // The name, the manifest, its own layer, the shared one and the config.
  expect(disk.files.size).toBe(5);
  await store.remove('two:1');
  expect(disk.files.size).toBe(0);
});

test('a digest removes all names of that manifest', async () => {
  const store = open(new TestDisk());
  const one = await artifact('one');
  await keep(store, 'a', one);
  await keep(store, 'b', one);
  await keep(store, 'c', await artifact('two'));
  await store.remove(one.manifest.descriptor.digest);
  expect(await store.names()).toEqual(['c']);
  expect(await code(store.remove('a'))).toBe('tag.not-found');
});

test('moving a name removes the content that it named before', async () => {
  const disk = new TestDisk();
  const store = open(disk);
  const [one, two] = [await artifact('one'), await artifact('two')];
  await keep(store, 'a', one);
  await keep(store, 'a', two);
  expect(await store.find('a')).toEqual(two.manifest.descriptor);
  expect(await code(store.read(one.manifest.descriptor.digest))).toBe('blob.not-found');
  expect(disk.files.size).toBe(5);
});

test('content is flushed before its name is written, and a removal before the next write', async () => {
  const disk = new TestDisk();
  const store = open(disk);
  await keep(store, 'a', await artifact('one'));
  const done = disk.log.filter((entry) => !entry.startsWith('read'));
  const name = done.findLast((entry) => entry !== 'tree') ?? '';
  expect(done[done.indexOf(name) - 1]).toBe('tree');
  expect(done.at(-1)).toBe('tree');

  disk.log.length = 0;
  await store.remove('a');
  const kinds = disk.log.map((entry) => entry.split(' ')[0]);
  expect(kinds.filter((kind) => kind !== 'read')).toEqual([...Array(5).fill('unlink'), 'tree']);
});

test('every read is checked: changed bytes and a lost value are damage, and can be kept anew', async () => {
  const one = await artifact('one');
  const [, layer] = one.blobs;
  const digest = layer?.descriptor.digest ?? one.manifest.descriptor.digest;
  for (const damage of ['changed', 'lost']) {
    const disk = new TestDisk();
    await keep(open(disk), 'a', one);
    const [inode] =
      [...disk.files].find(([, bytes]) => new TextDecoder().decode(bytes) === 'one') ?? [];
    if (damage === 'lost') disk.files.delete(inode ?? 0);
    else disk.files.set(inode ?? 0, new TextEncoder().encode('two'));

    const store = open(disk.afterPowerCut());
    expect(await code(store.read(digest))).toBe('storage.damaged');
    expect(await store.holds(digest)).toBe(false);
    await keep(store, 'a', one);
    expect(await (await store.read(digest)).text()).toBe('one');
  }
});

test('a damaged manifest is listed as damaged, beside the others, and can be removed', async () => {
  const disk = new TestDisk();
  const one = await artifact('one');
  const preparing = open(disk);
  await keep(preparing, 'a', one);
  await keep(preparing, 'b', await artifact('two'));
  const text = await one.manifest.blob.text();
  for (const [inode, bytes] of disk.files) {
    if (new TextDecoder().decode(bytes) === text) disk.files.set(inode, bytes.slice(1));
  }
  const reloaded = disk.afterPowerCut();
  const store = open(reloaded);
  const [a, b] = await store.list();
  expect(a).toMatchObject({ name: 'a', error: { code: 'storage.damaged' } });
  expect(b).toMatchObject({ name: 'b', size: expect.any(Number) });
  await store.remove('a');
  expect(await store.names()).toEqual(['b']);
  expect(reloaded.files.size).toBe(5);
});

test('a keep that finds the storage full leaves nothing behind, and earlier content stays', async () => {
  const disk = new TestDisk();
  const store = open(disk);
  await keep(store, 'a', await artifact('one'));
  const before = [...disk.files.keys()];
  disk.capacity = 1200;
  const big = await artifact('x'.repeat(1500));
  expect(await code(keep(store, 'b', big))).toBe('storage.full');
  expect(await code(keep(store, 'a', big))).toBe('storage.full');
  expect([...disk.files.keys()]).toEqual(before);
  expect(await store.names()).toEqual(['a']);

  disk.capacity = Infinity;
  await keep(store, 'b', big);
  expect(await open(disk.afterPowerCut()).names()).toEqual(['a', 'b']);
});

test('content that doesn’t match its descriptor, or is incomplete, is not kept', async () => {
  const disk = new TestDisk();
  const store = open(disk);
  const { manifest, blobs } = await artifact('one');
  const wrong = blobs.map((stored) => ({
    ...stored,
    blob: new Blob(['x'.repeat(stored.blob.size)]),
  }));
  expect(await code(store.keep('a', manifest, wrong))).toBe('digest.mismatch');
  const short = blobs.map((stored) => ({ ...stored, blob: stored.blob.slice(1) }));
  expect(await code(store.keep('a', manifest, short))).toBe('size.mismatch');
  expect(await code(store.keep('a', manifest, blobs.slice(1)))).toBe('blob.not-found');
  expect(await store.names()).toEqual([]);
  expect(disk.files.size).toBe(0);
});

test('changes are announced, reads and failures are not', async () => {
  let changes = 0;
  const store = open(new TestDisk(), () => changes++);
  const one = await artifact('one');
  await keep(store, 'a', one);
  await store.list();
  await code(store.remove('b'));
  expect(changes).toBe(1);
  await store.remove('a');
  expect(changes).toBe(2);
});

test('replacing what a name stands for reads no other manifest again', async () => {
  const disk = new TestDisk();
  const store = open(disk);
  for (let i = 0; i < 20; i++) await keep(store, `chart-${i}`, await artifact(`chart ${i}`));
  await keep(store, 'chart-0', await artifact('first change'));
  disk.log.length = 0;
  await keep(store, 'chart-1', await artifact('second change'));
  const reads = disk.log.filter((entry) => entry.startsWith('read'));
  // A name's file is read to see what it stands for, and none twice but the one that is replaced.
  expect(new Set(reads).size).toBeLessThan(20 + 6);
  expect(reads.length).toBeLessThan(20 + 10);
});

test('a list reads each name, manifest and config once', async () => {
  const disk = new TestDisk();
  const store = open(disk);
  for (let i = 0; i < 10; i++) await keep(store, `chart-${i}`, await artifact(`chart ${i}`));
  disk.log.length = 0;
  expect(await store.list()).toHaveLength(10);
  const reads = disk.log.filter((entry) => entry.startsWith('read'));
  expect(reads.length).toBeLessThanOrEqual(3 * 10);
});
