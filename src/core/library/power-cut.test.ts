import { beforeAll, expect, test } from 'vitest';
import { mount, stubLocks, TestDisk } from '../../../tests/support/lightning-disk.ts';
import { assembleManifest, describe as described, emptyConfig } from '../formats/artifact.ts';
import { reach } from '../content/reach.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { sampleReferrer } from '../../../tests/support/referrers.ts';
import type { StoredManifest } from '../content/target.ts';
import { LibraryStore } from './store.ts';

beforeAll(stubLocks);

const open = (disk: TestDisk) =>
  new LibraryStore(
    mount(disk),
    (work) => work(),
    () => {},
  );

async function keep(store: LibraryStore, name: string, text: string): Promise<void> {
  const layer = (content: string) => described('application/x-test', new Blob([content]));
  const layers = [await layer(text), await layer('shared')];
  const { manifest, blobs } = await assembleManifest(await emptyConfig(), layers);
  await store.keep(name, manifest, blobs);
}

/** A signature of what `name` names, which comes with it or after it. */
async function signatureOf(subject: Descriptor): Promise<StoredManifest> {
  const { descriptor, blob } = await sampleReferrer(subject, subject);
  return { descriptor, blob };
}

/** An import: an artifact with its signature. */
async function keepSigned(store: LibraryStore, name: string, text: string): Promise<void> {
  const layer = await described('application/x-test', new Blob([text]));
  const { manifest, blobs } = await assembleManifest(await emptyConfig(), [layer]);
  await store.keep(name, manifest, blobs, [await signatureOf(manifest.descriptor)]);
}

async function sign(store: LibraryStore, name: string): Promise<void> {
  const subject = await store.find(name);
  if (subject) await store.attach(await signatureOf(subject), []);
}

/**
 * Every name with the content of its first layer; throws if any content that it reaches is damaged.
 */
async function inventory(store: LibraryStore): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of await store.names()) {
    const root = await store.find(name);
    if (!root) throw new Error(`${name} is listed, but names nothing`);
    const parts = await reach(root, ({ digest }) => store.read(digest));
    const texts = await Promise.all(
      parts.map(async (part) => (await store.read(part.digest)).text()),
    );
    const signatures = await store.referrers(root.digest);
    for (const { digest } of signatures) await store.read(digest);
    found[name] = `${texts[2] ?? ''}${signatures.length > 0 ? ', signed' : ''}`;
  }
  return found;
}

type Change = [
  what: string,
  run: (store: LibraryStore) => Promise<void>,
  after: Record<string, string>,
];

const BEFORE = { a: 'one', b: 'two, signed' };
const CHANGES: Change[] = [
  ['a keep', (store) => keep(store, 'c', 'three'), { ...BEFORE, c: 'three' }],
  ['a keep over a name', (store) => keep(store, 'a', 'three'), { ...BEFORE, a: 'three' }],
  ['a removal', (store) => store.remove('a'), { b: 'two, signed' }],
  ['an import', (store) => keepSigned(store, 'c', 'three'), { ...BEFORE, c: 'three, signed' }],
  ['a signature', (store) => sign(store, 'a'), { ...BEFORE, a: 'one, signed' }],
  ['a removal of what is signed', (store) => store.remove('b'), { a: 'one' }],
];

test.each(CHANGES)(
  '%s, cut off after any write, happened or did not',
  async (_what, run, after) => {
    const prepared = new TestDisk();
    // Mounted only once, since what the first mount saves when it goes idle would overwrite a
    // second one's changes.
    const preparing = open(prepared);
    await keep(preparing, 'a', 'one');
    await keep(preparing, 'b', 'two');
    await sign(preparing, 'b');

    const outcomes = [];
    for (let writes = 0; ; writes++) {
      const disk = prepared.afterPowerCut();
      disk.writesLeft = writes;
      const finished = await run(open(disk)).then(
        () => true,
        () => false,
      );
      const store = open(disk.afterPowerCut());
      const found = await inventory(store);
      expect([BEFORE, after]).toContainEqual(found);
      outcomes.push(found);
      // The next change succeeds on what the power cut left, and removes leftover files.
      await keep(store, 'd', 'four');
      expect(await inventory(store)).toEqual({ ...found, d: 'four' });
      if (finished) {
        expect(found).toEqual(after);
        break;
      }
    }
    expect(outcomes).toContainEqual(BEFORE);
  },
);
