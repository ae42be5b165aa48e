import { beforeAll, expect, test } from 'vitest';
import { sampleArtifact, sampleSignature } from '../../../tests/support/artifacts.ts';
import { sampleLayout } from '../../../tests/support/layouts.ts';
import { mount, stubLocks, TestDisk } from '../../../tests/support/lightning-disk.ts';
import { wholeTar } from '../../../tests/support/whole-tar.ts';
import { copyWithReferrers } from '../content/copy-referrers.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import { Layout } from '../layout/layout.ts';
import { readLayout } from '../layout/read.ts';
import { writeLayout } from '../layout/write.ts';
import { Library } from '../library/library.ts';
import { LibraryStore } from '../library/store.ts';
import { OCI_MANIFEST } from '../oci/media-types.ts';
import { cosignTags } from '../oci/referrer.ts';
import { putBack, takeOut } from './keep.ts';
import { importLayout, type ImportedArtifact } from './import-layout.ts';

beforeAll(stubLocks);

const NAMES = ['r.example/a:1', 'r.example/b:1', 'r.example/c:1', 'r.example/d:1'];

const libraryOn = (disk: TestDisk) =>
  new Library(
    new LibraryStore(
      mount(disk),
      (work) => work(),
      () => {},
    ),
  );

async function layoutOf(options?: { seed?: string; layerSize?: number }) {
  const { tar, digests } = await sampleLayout(NAMES, options);
  return { layout: new Layout(await readLayout(new Blob([tar]))), digests };
}

const outcomes = (results: readonly ImportedArtifact[]) =>
  results.map(({ name, outcome, error }) => [name, error?.code ?? outcome]);

test('a full storage ends it, keeps what is whole, and is said of the one that doesn’t fit', async () => {
  const disk = new TestDisk();
  disk.capacity = 250_000;
  const library = libraryOn(disk);
  const { layout, digests } = await layoutOf({ layerSize: 100_000 });
  const results = await importLayout(layout, library);
  expect(outcomes(results)).toEqual([
    [NAMES[0], 'imported'],
    [NAMES[1], 'imported'],
    [NAMES[2], 'storage.full'],
  ]);
  const after = libraryOn(disk.afterPowerCut());
  expect((await after.tags()).names).toEqual(NAMES.slice(0, 2));
  for (const name of NAMES.slice(0, 2)) {
    const { digest } = await after.resolve(name);
    expect(digest).toBe(digests.get(name));
    expect((await after.referrers(digest)).entries).toHaveLength(1);
  }
  // With room again it goes on where it was.
  disk.capacity = Infinity;
  const again = await importLayout(layout, library);
  expect(again.map(({ outcome }) => outcome)).toEqual(['there', 'there', 'imported', 'imported']);
});

test('an abort keeps what came before', async () => {
  const library = libraryOn(new TestDisk());
  const { layout } = await layoutOf();
  const stop = new AbortController();
  const importing = importLayout(layout, library, {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await expect(importing).rejects.toMatchObject({ code: 'aborted' });
  expect((await library.tags()).names).toEqual(NAMES.slice(0, 1));
});

test('other content under a name is left until it is to be replaced, and one fault stops nothing', async () => {
  const library = libraryOn(new TestDisk());
  const { target } = await sampleArtifact('mine');
  await copy(target, 'sample', library, NAMES[1] ?? '');
  const { layout, digests } = await layoutOf();
  const third = layout.listing.artifacts[2]?.descriptor.digest ?? 'sha256:';
  layout.listing.content.delete(third);
  expect(outcomes(await importLayout(layout, library))).toEqual([
    [NAMES[0], 'imported'],
    [NAMES[1], 'tag.differs'],
    [NAMES[2], 'blob.not-found'],
    [NAMES[3], 'imported'],
  ]);
  const only = NAMES.slice(1, 2);
  const replaced = await importLayout(layout, library, { only, overwrite: true });
  expect(outcomes(replaced)).toEqual([[NAMES[1], 'imported']]);
  expect((await library.resolve(NAMES[1] ?? '')).digest).toBe(digests.get(NAMES[1] ?? ''));
});

test('what cosign attached by a tag stays with its chart: in, out, in again, undone, and gone', async () => {
  const disk = new TestDisk();
  const library = libraryOn(disk);
  const { target, manifest } = await sampleArtifact('signed');
  const [tag = ''] = cosignTags(manifest.descriptor.digest);
  const signature = await sampleSignature(target, tag, ['ann']);
  const name = 'r.example/signed:1';
  await copyWithReferrers(target, 'sample', library, name);
  // It is no chart of its own.
  expect((await library.list()).map((entry) => entry.name)).toEqual([name]);
  expect((await library.referrers(manifest.descriptor.digest)).entries).toEqual([]);

  const { tar, referrers } = await writeLayout(library, [name]);
  expect(referrers).toBe(1);
  const other = libraryOn(new TestDisk());
  const imported = await importLayout(new Layout(await readLayout(await wholeTar(tar))), other);
  expect(imported).toMatchObject([{ name, outcome: 'imported', referrers: 1 }]);
  expect((await other.resolve(tag)).digest).toBe(signature);
  expect((await libraryOn(disk.afterPowerCut()).resolve(tag)).digest).toBe(signature);

  const held = await takeOut(library, name);
  await expect(library.resolve(tag)).rejects.toMatchObject({ code: 'tag.not-found' });
  expect(disk.files.size).toBe(0);
  if (held) await putBack(library, name, held);
  expect((await library.fetchManifest(tag)).descriptor.digest).toBe(signature);

  // A second signer: the old manifest goes, and what is kept already gets the new one.
  const both = await sampleSignature(target, tag, ['ann', 'ben']);
  await copyWithReferrers(target, 'sample', library, name);
  expect((await library.resolve(tag)).digest).toBe(both);
  expect(await library.resolve(signature).catch(() => undefined)).toBeUndefined();
  expect(await library.exists({ digest: signature, mediaType: OCI_MANIFEST, size: 0 })).toBe(false);
});

test('what is attached goes with the last name of what it is attached to', async () => {
  const disk = new TestDisk();
  const library = libraryOn(disk);
  const { layout } = await layoutOf();
  await importLayout(layout, library);
  const held = new MemoryTarget();
  await copy(library, NAMES[0] ?? '', held, 'x');
  await copy(held, 'x', library, 'another:name');
  const { digest } = await library.resolve(NAMES[0] ?? '');
  await library.delete(NAMES[0] ?? '');
  expect((await library.referrers(digest)).entries).toHaveLength(1);
  await library.delete('another:name');
  expect((await library.referrers(digest)).entries).toEqual([]);
  for (const name of NAMES.slice(1)) await library.delete(name);
  expect(disk.files.size).toBe(0);
  expect(await library.used()).toBe(0);
});

test('signatures that come to a chart that was there already are counted', async () => {
  const { layout } = await layoutOf();
  const library = libraryOn(new TestDisk());
  const [first = '', second = ''] = NAMES;
  for (const artifact of layout.listing.artifacts.slice(0, 2)) {
    await copy(layout, artifact.descriptor.digest, library, artifact.reference ?? '');
  }
  const only = [first, second];
  const there = { outcome: 'there', referrers: 1 };
  expect(await importLayout(layout, library, { only })).toMatchObject([
    { ...there, added: 1 },
    { ...there, added: 1 },
  ]);
  expect(await importLayout(layout, library, { only: [first] })).toMatchObject([
    { ...there, added: 0 },
  ]);
});
