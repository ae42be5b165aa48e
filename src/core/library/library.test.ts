import { beforeAll, expect, test } from 'vitest';
import { mount, stubLocks, TestDisk } from '../../../tests/support/lightning-disk.ts';
import { ChartroomError } from '../errors.ts';
import { assembleManifest, describe as described } from '../formats/artifact.ts';
import { HELM_CONFIG } from '../oci/chart-media-types.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { StoredManifest } from '../content/target.ts';
import { Library } from './library.ts';
import { LibraryStore } from './store.ts';

beforeAll(stubLocks);

const newLibrary = (disk = new TestDisk()) =>
  new Library(
    new LibraryStore(
      mount(disk),
      (work) => work(),
      () => {},
    ),
  );

const CONFIG = JSON.stringify({ name: 'mychart', version: '2.7.1', description: 'mine' });

/** A chart as Helm stores it, in memory under `name`. */
async function source(name: string, layer = 'archive', config = CONFIG): Promise<MemoryTarget> {
  const artifact = await assembleManifest(await described(HELM_CONFIG, new Blob([config])), [
    await described('application/x-test', new Blob([layer])),
  ]);
  return inMemory(name, artifact.manifest, artifact.blobs);
}

async function inMemory(name: string, manifest: StoredManifest, blobs: StoredManifest[]) {
  const target = new MemoryTarget();
  for (const { descriptor, blob } of blobs) await target.push(descriptor, blob);
  await target.push(manifest.descriptor, manifest.blob, { tag: name });
  return target;
}

const NAME = 'localhost:5000/charts/mychart:2.7.1';

test('copy keeps an artifact, and copies it out again', async () => {
  const disk = new TestDisk();
  const progress: number[] = [];
  const { descriptor } = await copy(await source('x'), 'x', newLibrary(disk), NAME, {
    onProgress: ({ bytes }) => progress.push(bytes),
  });
  expect(progress).toContain(descriptor.size);

  const library = newLibrary(disk.afterPowerCut());
  expect((await library.tags()).names).toEqual([NAME]);
  const memory = new MemoryTarget();
  await copy(library, NAME, memory, 'y');
  expect(await memory.resolve('y')).toEqual(descriptor);
  expect(await library.list()).toEqual([
    {
      name: NAME,
      kind: 'other',
      descriptor,
      size: 'archive'.length,
      chart: { name: 'mychart', version: '2.7.1', description: 'mine' },
    },
  ]);
});

test('the same content again is unchanged, other content under the name is tag.differs', async () => {
  const library = newLibrary();
  await copy(await source('x'), 'x', library, NAME);
  expect(await copy(await source('x'), 'x', library, NAME)).toMatchObject({ unchanged: true });
  const other = await source('x', 'other');
  await expect(copy(other, 'x', library, NAME)).rejects.toMatchObject({ code: 'tag.differs' });
  await copy(other, 'x', library, NAME, { overwrite: true });
  expect(await library.resolve(NAME)).toEqual(await other.resolve('x'));
});

test('an index is kept with its manifests and their blobs', async () => {
  const inner = await source('x');
  const { descriptor } = await inner.fetchManifest('x');
  const text = JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [descriptor] });
  const index = await described(OCI_INDEX, new Blob([text]));
  await inner.push(index.descriptor, index.blob, { tag: 'index' });

  const disk = new TestDisk();
  await copy(inner, 'index', newLibrary(disk), 'kept');
  const library = newLibrary(disk.afterPowerCut());
  expect(await library.resolve(descriptor.digest)).toEqual(descriptor);
  await copy(library, 'kept', new MemoryTarget(), 'out');
});

test('a copy that fails or is aborted leaves nothing on the disk and holds nothing in memory', async () => {
  const disk = new TestDisk();
  const library = newLibrary(disk);
  const whole = await source('x');
  const { descriptor, blob } = await whole.fetchManifest('x');
  const broken = await inMemory('x', { descriptor, blob }, []);
  await expect(copy(broken, 'x', library, NAME)).rejects.toMatchObject({ code: 'blob.not-found' });

  const stop = new AbortController();
  const aborted = copy(whole, 'x', library, NAME, {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
  expect((await library.tags()).names).toEqual([]);
  expect(disk.files.size).toBe(0);
  const layer = await described('application/x-test', new Blob(['archive']));
  expect(await library.exists(layer.descriptor)).toBe(false);
});

test('an artifact that isn’t kept is not found', async () => {
  const library = newLibrary();
  const { descriptor } = await described('application/x-test', new Blob(['nothing']));
  await expect(library.resolve(NAME)).rejects.toThrow(ChartroomError);
  await expect(library.resolve(descriptor.digest)).rejects.toMatchObject({ code: 'tag.not-found' });
  await expect(library.fetch(descriptor)).rejects.toMatchObject({ code: 'blob.not-found' });
  await expect(library.delete(NAME)).rejects.toMatchObject({ code: 'tag.not-found' });
});

test.each(['no JSON', '[]', '{"name":"mychart","Name":"yours","version":"1.0.0"}'])(
  'a config that names no chart for certain is listed without one: %s',
  async (config) => {
    const library = newLibrary();
    await copy(await source('x', 'archive', config), 'x', library, NAME);
    expect(await library.list()).toMatchObject([{ name: NAME, chart: undefined }]);
  },
);
