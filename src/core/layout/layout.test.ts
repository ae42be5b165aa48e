import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { sampleReferrer } from '../../../tests/support/referrers.ts';
import { tarOf, wholeTar } from '../../../tests/support/whole-tar.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import { ChartroomError } from '../errors.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { Layout } from './layout.ts';
import type { LayoutListing } from './listing.ts';
import { readLayout } from './read.ts';
import { writeLayout } from './write.ts';

/** Charts in memory, the first of them signed, and its signature signed as well. */
async function shelf(...names: string[]) {
  const memory = new MemoryTarget();
  for (const [i, name] of names.entries()) {
    const { target, manifest, config } = await sampleArtifact(name, 1000 + i);
    await copy(target, 'sample', memory, name);
    if (i > 0) continue;
    const signature = await sampleReferrer(manifest.descriptor, config);
    await memory.push(signature.descriptor, signature.blob);
    const seal = await sampleReferrer(signature.descriptor, config, 'application/x-seal');
    await memory.push(seal.descriptor, seal.blob);
  }
  return memory;
}

const ONE = 'r.example:5000/charts/one:1.0.0';
const NEXT = 'r.example:5000/charts/one:2.0.0+build'.replace('+', '_');
const OTHER = 'r.example:5000/charts/two:1.0.0';

const code = (failing: Promise<unknown>) =>
  failing.then(
    () => 'no error',
    (thrown: unknown) => {
      const { code, data } = ChartroomError.from(thrown);
      return 'reason' in data ? `${code}: ${String(data.reason)}` : code;
    },
  );

/** All digests of a layout's artifacts and of what refers to them. */
function inventory({ artifacts, referrers }: LayoutListing) {
  return [
    artifacts.map(({ reference, tag, descriptor }) => [reference ?? tag, descriptor.digest]),
    referrers.map(({ subject, entry }) => [subject, entry.digest]),
  ];
}

describe('what is written', () => {
  test('is read back: names, digests, signatures and the signatures of those', async () => {
    const memory = await shelf(ONE, NEXT, OTHER);
    const names = [ONE, NEXT, OTHER];
    const written = await writeLayout(memory, names);
    expect(written).toMatchObject({ artifacts: 3, referrers: 2, leftOut: [] });
    const listing = await readLayout(await wholeTar(written.tar));
    const digests = await Promise.all(
      names.map(async (name) => (await memory.resolve(name)).digest),
    );
    expect(inventory(listing)[0]).toEqual(names.map((name, i) => [name, digests[i]]));
    expect(listing.referrers.map(({ subject }) => subject)[0]).toBe(digests[0]);
    expect(listing.referrers).toHaveLength(2);

    // Each of its blobs has the digest that it is named by; and the gzipped file is read as well.
    const layout = new Layout(listing);
    for (const { descriptor } of listing.artifacts) {
      await copy(layout, descriptor.digest, new MemoryTarget(), 'there');
    }
    const gzipped = new Blob([gzipSync(await bytes(await wholeTar(written.tar)))]);
    expect(inventory(await readLayout(gzipped))).toEqual(inventory(listing));
  });

  test('has the same bytes each time, and what tar makes of its folder is read too', async () => {
    const memory = await shelf(ONE, NEXT);
    const first = await bytes(await wholeTar((await writeLayout(memory, [ONE, NEXT])).tar));
    expect(first).toEqual(
      await bytes(await wholeTar((await writeLayout(memory, [NEXT, ONE])).tar)),
    );
    const folder = mkdtempSync(join(tmpdir(), 'chartroom-layout-'));
    try {
      writeFileSync(join(folder, 'first.tar'), first);
      execFileSync('sh', ['-c', 'mkdir in && tar -xf first.tar -C in && tar -cf again.tar in'], {
        cwd: folder,
      });
      const again = await readLayout(new Blob([readFileSync(join(folder, 'again.tar'))]));
      expect(inventory(again)).toEqual(inventory(await readLayout(new Blob([first]))));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('names charts of one repository by tag, of several by reference as well', async () => {
    const tags = async (...names: string[]) => {
      const files = await indexOf(
        await wholeTar((await writeLayout(await shelf(...names), names)).tar),
      );
      return files.map((entry) => entry.annotations?.['org.opencontainers.image.ref.name']);
    };
    expect((await tags(ONE, NEXT)).slice(0, 2)).toEqual(['1.0.0', '2.0.0_build']);
    expect((await tags(ONE, OTHER)).slice(0, 2)).toEqual([ONE, OTHER]);
    expect((await tags(NEXT, OTHER)).slice(0, 4)).toEqual([NEXT, '2.0.0_build', OTHER, '1.0.0']);
  });

  test('leaves out, and says, what can’t be read', async () => {
    const memory = await shelf(ONE, OTHER);
    const { descriptor } = await memory.fetchManifest(OTHER);
    const { layers } = JSON.parse(await (await memory.fetch(descriptor)).text());
    await memory.delete(layers[0].digest).catch(() => undefined);
    const broken = new Proxy(memory, {
      get(target, key) {
        if (key !== 'bytes')
          return Reflect.get(target, key).bind?.(target) ?? Reflect.get(target, key);
        return async (wanted: typeof descriptor) => {
          if (wanted.digest !== layers[0].digest) return memory.bytes(wanted);
          throw new ChartroomError('storage.damaged', { path: '/blobs' });
        };
      },
    });
    const { artifacts, leftOut } = await writeLayout(broken, [ONE, OTHER]);
    expect(artifacts).toBe(1);
    expect(leftOut.map(({ name, error }) => [name, error.code])).toEqual([
      [OTHER, 'storage.damaged'],
    ]);
  });

  test('leaves out what isn’t as large as its manifest says, so that the archive stays whole', async () => {
    const memory = await shelf(ONE, OTHER);
    const { blob, descriptor: told } = await memory.fetchManifest(OTHER);
    const manifest = JSON.parse(await blob.text());
    manifest.layers[0].size++;
    const lying = new Blob([JSON.stringify(manifest)]);
    const descriptor = { ...told, digest: await digestOf(lying), size: lying.size };
    await memory.push(descriptor, lying, { tag: 'r.example/lying:1' });
    const { tar, leftOut } = await writeLayout(memory, [ONE, 'r.example/lying:1']);
    expect(leftOut.map(({ name, error }) => [name, error.code])).toEqual([
      ['r.example/lying:1', 'size.mismatch'],
    ]);
    const file = await wholeTar(tar);
    expect(file.size).toBe(tar.size);
    expect((await readLayout(file)).artifacts).toHaveLength(1);
  });
});

describe('a layout that isn’t one, or is made to do harm', () => {
  const VERSION = JSON.stringify({ imageLayoutVersion: '1.0.0' });
  const EMPTY = JSON.stringify({ schemaVersion: 2, manifests: [] });
  const digest = `sha256:${'a'.repeat(64)}`;
  const tar = (...files: [string, string][]) =>
    tarOf(files.map(([path, text]) => ({ path, blob: new Blob([text]) })));
  const listing = (entry: object) => JSON.stringify({ schemaVersion: 2, manifests: [entry] });

  const CASES: [string, [string, string][], string][] = [
    ['no oci-layout', [['index.json', EMPTY]], 'layout.invalid: none'],
    [
      'two side by side',
      [
        ['a/oci-layout', VERSION],
        ['b/oci-layout', VERSION],
      ],
      'layout.invalid: several',
    ],
    [
      'another version',
      [['oci-layout', '{"imageLayoutVersion":"2.0.0"}']],
      'layout.invalid: version',
    ],
    ['an oci-layout that is no JSON', [['oci-layout', 'x']], 'layout.invalid: version'],
    ['no index.json', [['oci-layout', VERSION]], 'layout.invalid: no-index'],
    [
      'an index.json that is no index',
      [
        ['oci-layout', VERSION],
        ['index.json', '[]'],
      ],
      'layout.invalid: index',
    ],
    [
      'a key that Go reads otherwise',
      [
        ['oci-layout', VERSION],
        ['index.json', '{"schemaVersion":2,"manifests":[],"Manifests":[]}'],
      ],
      'layout.invalid: index',
    ],
    [
      'a name twice',
      [
        ['oci-layout', VERSION],
        ['./index.json', EMPTY],
        ['index.json', EMPTY],
      ],
      'layout.invalid: twice',
    ],
    [
      'a huge index.json',
      [
        ['oci-layout', VERSION],
        ['index.json', ' '.repeat(17_000_000)],
      ],
      'layout.invalid: index-too-large',
    ],
    [
      'a huge oci-layout',
      [
        ['oci-layout', ' '.repeat(70_000)],
        ['index.json', EMPTY],
      ],
      'layout.invalid: index-too-large',
    ],
  ];
  test.each(CASES)('%s', async (_what, files, expected) => {
    expect(await code(readLayout(await tar(...files)))).toBe(expected);
  });

  test('no tar at all, and gzip that is cut short', async () => {
    expect(await code(readLayout(new Blob(['x'.repeat(2000)])))).toContain('archive.damaged');
    const whole = gzipSync(await bytes(await tar(['oci-layout', VERSION], ['index.json', EMPTY])));
    expect(await code(readLayout(new Blob([whole.subarray(0, 60)])))).toContain('archive.damaged');
  });

  test('as many files and as large ones as nobody has', async () => {
    // 100,000 files are a layout; one more is none, and the rest isn't even walked.
    const header = (await bytes(await tarOf([{ path: 'x', blob: new Blob() }]))).subarray(0, 512);
    const many = new Uint8Array(100_001 * header.length);
    for (let at = 0; at < many.length; at += header.length) many.set(header, at);
    expect(await code(readLayout(new Blob([many])))).toBe('archive.too-many-files');

    // A blob may have any size, since it is a slice; what is read as a whole may not.
    const index = { path: 'index.json', blob: new Blob([' '.repeat(16 * 1024 * 1024), EMPTY]) };
    const version = { path: 'oci-layout', blob: new Blob([VERSION]) };
    const large = await tarOf([version, index]);
    expect(await code(readLayout(large))).toBe('layout.invalid: index-too-large');
    const wordy = { path: 'oci-layout', blob: new Blob([VERSION, ' '.repeat(65 * 1024)]) };
    const small = { path: 'index.json', blob: new Blob([EMPTY]) };
    expect(await code(readLayout(await tarOf([wordy, small])))).toBe(
      'layout.invalid: index-too-large',
    );

    // A size that reaches beyond the archive is no promise that anybody waits for.
    const file = await bytes(await tar(['oci-layout', VERSION], ['index.json', EMPTY]));
    const lying = new Uint8Array(file);
    lying.set(new TextEncoder().encode('77777777777'), 124);
    expect(await code(readLayout(new Blob([lying])))).toContain('archive.damaged');
  });

  test('paths that lead out name nothing, and no file is written anywhere', async () => {
    const found = await readLayout(
      await tar(
        ['oci-layout', VERSION],
        ['index.json', EMPTY],
        [`../blobs/sha256/${'a'.repeat(64)}`, 'x'],
      ),
    );
    expect([...found.content.keys()]).toEqual([]);
  });

  test('an index that says it holds itself, and blobs that aren’t what they are named', async () => {
    const hex = 'b'.repeat(64);
    const own = { mediaType: OCI_INDEX, digest: `sha256:${hex}`, size: 0 };
    const inner = listing({ ...own, size: 250 });
    const entry = { ...own, size: inner.length };
    const named = { ...entry, annotations: { 'org.opencontainers.image.ref.name': 'round' } };
    const found = await readLayout(
      await tar(
        ['oci-layout', VERSION],
        ['index.json', listing(named)],
        [`blobs/sha256/${hex}`, inner],
      ),
    );
    const [artifact] = found.artifacts;
    const layout = new Layout(found);
    const copying = copy(layout, artifact?.descriptor.digest ?? '', new MemoryTarget(), 'x');
    expect(await code(copying)).toBe('digest.mismatch');
  });

  test('content that isn’t there, and sizes that lie', async () => {
    const annotations = { 'org.opencontainers.image.ref.name': 'gone' };
    const entry = { mediaType: OCI_INDEX, digest, size: 10, annotations };
    const start: [string, string][] = [
      ['oci-layout', VERSION],
      ['index.json', listing(entry)],
    ];
    const gone = new Layout(await readLayout(await tar(...start)));
    expect(await code(gone.fetchManifest(digest))).toBe('blob.not-found');
    const lying = await tar(...start, [`blobs/sha256/${'a'.repeat(64)}`, 'longer than ten bytes']);
    expect(await code(new Layout(await readLayout(lying)).fetchManifest(digest))).toBe(
      'size.mismatch',
    );
  });
});

test('a folder is read like the archive of it, whatever it is called', async () => {
  const memory = await shelf(ONE);
  const tar = await wholeTar((await writeLayout(memory, [ONE])).tar);
  const { layoutFiles } = await import('./files.ts');
  const files = [...(await layoutFiles(tar))].map(([path, blob]) => ({ path: `my/${path}`, blob }));
  expect(inventory(await readLayout(files))).toEqual(inventory(await readLayout(tar)));
});

async function bytes(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

interface Entry {
  annotations?: Record<string, string>;
}

async function indexOf(tar: Blob): Promise<Entry[]> {
  const { layoutFiles } = await import('./files.ts');
  const index = (await layoutFiles(tar)).get('index.json');
  return JSON.parse((await index?.text()) ?? '').manifests;
}
