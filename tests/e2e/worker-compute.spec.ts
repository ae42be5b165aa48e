import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { MYCHART, readTree, writeChart } from '../support/charts.ts';
import { expect, test } from './harness/harness.ts';

/** A chart's files as they cross to the page. */
type Files = { path: string; text: string }[];

/** The sample chart, with more files than are handed over to a worker at a time. */
function manyFiles(): Files {
  const own = [...readTree(MYCHART)].map(([path, bytes]) => ({ path, text: bytes.toString() }));
  const more = Array.from({ length: 1100 }, (_, i) => ({ path: `files/${i}.txt`, text: `${i}` }));
  const large = { path: 'files/large.txt', text: 'x'.repeat(1_200_000) };
  return [...own, ...more, large];
}

test('the worker packs, reads, takes apart and puts together what Node does', async ({ page }) => {
  const inline = createInlineCompute();
  const files = manyFiles().map(({ path, text }) => ({ path, blob: new Blob([text]) }));
  const expected = await inline.packFolder({ folder: 'mychart', files });
  const { manifest } = await inline.assemble(expected, 'two-layer');

  const actual = await page.evaluate(async (files) => {
    const { compute } = harness;
    const source = files.map(({ path, text }) => ({ path, blob: new Blob([text]) }));
    const chart = await compute.packFolder({ folder: 'mychart', files: source });
    const artifact = await compute.assemble(chart, 'two-layer');
    // js-untar reads this one, in a worker that it starts out of ours.
    const reread = await compute.readArchive(chart.archive);
    const stored = JSON.parse(await artifact.manifest.blob.text());
    const blobs = new Map(artifact.blobs.map(({ descriptor, blob }) => [descriptor.digest, blob]));
    const restored = await compute.restore(stored, blobs);
    return {
      digest: chart.digest,
      again: await compute.digest(chart.archive),
      manifest: artifact.manifest.descriptor.digest,
      files: reread.files.map(({ path, size }) => ({ path, size })),
      restored: restored.metadata,
    };
  }, manyFiles());

  expect(actual.digest).toBe(expected.digest);
  expect(actual.again).toBe(expected.digest);
  expect(actual.manifest).toBe(manifest.descriptor.digest);
  expect(actual.files).toEqual(expected.files.map(({ path, size }) => ({ path, size })));
  expect(actual.restored).toEqual(expected.metadata);
});

test('archives read one after the other are unpacked by the same worker of js-untar', async ({
  page,
}) => {
  const started: string[] = [];
  page.on('worker', (worker) => started.push(worker.url()));
  const read = await page.evaluate(async (files) => {
    const { compute } = harness;
    const source = files.map(({ path, text }) => ({ path, blob: new Blob([text]) }));
    const chart = await compute.packFolder({ folder: 'mychart', files: source });
    const other = await compute.packFolder({ folder: 'mychart', files: source.slice(0, -1) });
    const counts: number[] = [];
    for (const { archive } of [chart, other, chart]) {
      counts.push((await compute.readArchive(archive)).files.length);
    }
    return counts;
  }, manyFiles());
  const all = manyFiles().length;
  expect(read).toEqual([all, all - 1, all]);
  expect(started.filter((url) => url.startsWith('blob:'))).toHaveLength(1);
});

test('what unpacks is there before the archive that is expected, and is started once', async ({
  page,
}) => {
  const started: string[] = [];
  page.on('worker', (worker) => started.push(worker.url()));
  const ofUntar = () => started.filter((url) => url.startsWith('blob:')).length;
  await page.evaluate(() => {
    harness.compute.expectArchive();
    harness.compute.expectArchive();
  });
  await expect.poll(ofUntar).toBe(1);
  const read = await page.evaluate(async (files) => {
    const { compute } = harness;
    const source = files.map(({ path, text }) => ({ path, blob: new Blob([text]) }));
    const { archive } = await compute.packFolder({ folder: 'mychart', files: source });
    compute.expectArchive();
    return (await compute.readArchive(archive)).files.length;
  }, manyFiles());
  expect(read).toBe(manyFiles().length);
  // Ours, and its own.
  expect(started).toHaveLength(2);
});

test('of a folder whose packing is called off, nothing gets into the next chart', async ({
  page,
}) => {
  const packed = await page.evaluate(async (files) => {
    const { compute } = harness;
    const source = files.map(({ path, text }) => ({ path, blob: new Blob([text]) }));
    const few = source.filter(({ path }) => !path.startsWith('files/'));
    const before = await compute.packFolder({ folder: 'mychart', files: few });
    const counts: number[] = [];
    // Some portions are with the worker already when the signal comes, or just the first.
    for (const ms of [0, 1, 2, 4, 8]) {
      const stop = new AbortController();
      const doomed = compute.packFolder({ folder: 'mychart', files: source }, stop);
      setTimeout(() => stop.abort(), ms);
      await doomed.catch(() => undefined);
      counts.push((await compute.packFolder({ folder: 'mychart', files: few })).files.length);
    }
    return { counts, before: before.files.length };
  }, manyFiles());
  expect(packed.counts).toEqual(Array(5).fill(packed.before));
});

test("the worker's errors reach the page with code and data", async ({ page }) => {
  const error = await page.evaluate(() =>
    harness.compute.readArchive(new Blob(['no archive'])).catch((thrown) => thrown.toJSON()),
  );
  expect(error).toMatchObject({ code: 'archive.not-gzip' });
});

const CHANGES: [string, (file: string) => void][] = [
  ['is gone', (file) => rmSync(file)],
  ['has grown', (file) => writeFileSync(file, 'a: 1\nb: 2\n')],
  ['has other content of the same length', (file) => writeFileSync(file, 'a: 2\n')],
];
for (const [what, change] of CHANGES) {
  test(`a file that ${what} since it was chosen is named`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'chartroom-changed-'));
    try {
      writeChart(folder, { files: { 'values.yaml': 'a: 1\n' } });
      await page.evaluate(() => {
        document.body.append(
          Object.assign(document.createElement('input'), { type: 'file', webkitdirectory: true }),
        );
      });
      await page.locator('input').setInputFiles(folder);
      change(join(folder, 'values.yaml'));
      const error = await page.evaluate(() => {
        const chosen = [...(document.querySelector('input')?.files ?? [])];
        const path = ({ webkitRelativePath }: File) => webkitRelativePath.replace(/^[^/]*\//, '');
        const files = chosen.map((file) => ({ path: path(file), blob: file }));
        return harness.compute.packFolder({ folder: 'sample', files }).then(
          () => 'packed',
          (thrown) => thrown.toJSON(),
        );
      });
      expect(error).toMatchObject({ code: 'file.unreadable', data: { path: 'values.yaml' } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

for (const [what, change] of CHANGES) {
  test(`an archive that ${what} since it was chosen is named`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'chartroom-changed-'));
    try {
      const archive = join(folder, 'sample-1.0.0.tgz');
      writeFileSync(archive, 'a: 1\n');
      await page.evaluate(() => {
        document.body.append(Object.assign(document.createElement('input'), { type: 'file' }));
      });
      await page.locator('input').setInputFiles(archive);
      change(archive);
      const error = await page.evaluate(() => {
        const [chosen = new File([], '')] = [...(document.querySelector('input')?.files ?? [])];
        return harness.compute.readArchive(chosen).then(
          () => 'read',
          (thrown) => thrown.toJSON(),
        );
      });
      expect(error).toMatchObject({ code: 'file.unreadable', data: { path: 'sample-1.0.0.tgz' } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test('an abort ends the packing of a large chart at once; storage goes on', async ({ page }) => {
  const chartYaml = readFileSync(join(MYCHART, 'Chart.yaml'), 'utf8');
  const outcome = await page.evaluate(async (chartYaml) => {
    const { compute, library } = harness;
    await library.tags();
    const noise = new Uint8Array(80_000_000);
    for (let i = 0; i < noise.length; i += 65_536)
      crypto.getRandomValues(noise.subarray(i, i + 65_536));
    const files = [
      { path: 'Chart.yaml', blob: new Blob([chartYaml]) },
      { path: 'large.bin', blob: new Blob([noise]) },
    ];
    // A worker is there, and busy with the large chart soon.
    await compute.packFolder({ folder: 'small', files: files.slice(0, 1) });
    const stop = new AbortController();
    const packing = compute.packFolder({ folder: 'large', files }, { signal: stop.signal });
    const keeping = harness.keep('kept', 'x'.repeat(10_000_000));
    await new Promise((resolve) => setTimeout(resolve, 300));
    let code = 'still packing';
    packing.then(
      () => (code = 'packed'),
      (error) => (code = error.code),
    );
    stop.abort();
    // By the next turn of the event loop it is over: the worker is not waited for.
    await new Promise((resolve) => setTimeout(resolve));
    const codeAtOnce = code;
    await keeping;
    return { code: codeAtOnce, names: (await library.tags()).names };
  }, chartYaml);
  expect(outcome).toMatchObject({ code: 'aborted', names: ['kept'] });
  await expect.poll(() => workersOf(page)).toEqual(['storage']);
});

function workersOf(page: Page): (string | undefined)[] {
  return page.workers().map((worker) => /([a-z]+)\.worker/.exec(worker.url())?.[1]);
}
