import { afterEach, expect, test } from 'vitest';
import type { ChartFile, SourceFile } from '../core/chart/files.ts';
import { createInlineCompute } from '../core/compute/inline.ts';
import { serviceOf, type ComputeService } from './compute-service.ts';
import { handOver } from './hand-over.ts';
import { Caller, serve } from './protocol.ts';

const MiB = 1024 * 1024;

/** A file of which it is known whether it was read. */
class Watched extends Blob {
  isRead = false;

  override stream() {
    this.isRead = true;
    return super.stream();
  }
}

/** A file that comes from a disk. */
class OnDisk extends Watched {
  override stream() {
    this.isRead = true;
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      async start(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        controller.enqueue(new Uint8Array(1));
        controller.close();
      },
    });
  }
}

/** A file that is gone since it was chosen. */
class Lost extends Blob {
  override stream(): never {
    throw new DOMException('it is gone', 'NotFoundError');
  }
}

let channel = new MessageChannel();
afterEach(() => channel.port1.close());

/** A worker's end, and the files that come there. */
function worker(changed: Partial<ComputeService> = {}) {
  const received: (SourceFile | ChartFile)[] = [];
  const service = serviceOf(createInlineCompute(), () => Promise.resolve());
  channel = new MessageChannel();
  serve<ComputeService>(channel.port2, {
    ...service,
    receive: async (files, start) => {
      received.splice(start, Infinity, ...files);
    },
    ...changed,
  });
  const caller = new Caller<ComputeService>(channel.port1);
  channel.port1.start();
  channel.port2.start();
  return { caller, received };
}

async function handedOver(
  files: readonly (SourceFile | ChartFile)[],
  changed: Partial<ComputeService> = {},
) {
  const { caller, received } = worker(changed);
  const { files: rest, received: count } = await handOver(
    caller,
    { folder: 'x', files },
    undefined,
  );
  // Calls are answered in turn, so all that was posted before has come.
  await caller.call('kept', [], new Blob()).catch(() => undefined);
  expect(received).toHaveLength(count);
  return [...received, ...rest];
}

function text(path: string, content: string): SourceFile {
  return { path, blob: new Blob([content]) };
}

/** As many files as it takes until a worker is asked which of them are needed. */
function many(folder: string): { path: string; blob: Watched }[] {
  return Array.from({ length: 250 }, (_, i) => ({
    path: `${folder}/${i}`,
    blob: new Watched([`${i}`]),
  }));
}

test('small files are read, in their order; large ones and those that can’t be read stay as they are', async () => {
  const files = [
    text('Chart.yaml', 'name: x\n'),
    text('empty', ''),
    { path: 'large', blob: new Blob([new Uint8Array(MiB + 1)]) },
    { path: 'lost', blob: new Lost(['gone']) },
    ...Array.from({ length: 100 }, (_, i) => text(`files/${i}`, `${i}`)),
    text('values.yaml', 'é'.repeat(MiB / 2)),
  ];
  const all = await handedOver(files);
  expect(all.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
  expect(all.filter((file) => 'blob' in file).map(({ path }) => path)).toEqual(['large', 'lost']);
  const texts = all.map((file) => 'bytes' in file && new TextDecoder().decode(file.bytes));
  expect(texts.slice(0, 2)).toEqual(['name: x\n', '']);
  expect(texts[103]).toBe('99');
  expect(texts.at(-1)).toBe('é'.repeat(MiB / 2));
});

test('of many files those aren’t read that .helmignore leaves out, and all of a few are', async () => {
  const git = many('.git');
  const kept = many('files');
  await handedOver([text('.helmignore', '.git/\n[faulty\n'), ...git, ...kept]);
  expect(git.filter(({ blob }) => blob.isRead)).toEqual([]);
  expect(kept.every(({ blob }) => blob.isRead)).toBe(true);

  const few = many('.git').slice(0, 10);
  await handedOver([text('.helmignore', '.git/\n'), ...few]);
  expect(few.every(({ blob }) => blob.isRead)).toBe(true);
});

test('a .helmignore that leaves out itself is handed over', async () => {
  const rules = '.*\nfiles/1*\n';
  const files = [text('Chart.yaml', 'name: x\nversion: 1.0.0\n'), text('.helmignore', rules)];
  const all = await handedOver([...files, text('.env', 'secret'), ...many('files')]);
  const compute = createInlineCompute();
  const { files: packed } = await compute.packFolder({ folder: 'x', files: all });
  const expected = Array.from({ length: 250 }, (_, i) => `files/${i}`);
  expect(packed.map(({ path }) => path).sort()).toEqual(
    ['Chart.yaml', ...expected.filter((path) => !path.startsWith('files/1'))].sort(),
  );
});

test('where .helmignore can’t be read, that is left to whoever needs the files', async () => {
  const files = [text('.helmignore', ''), ...many('files')];
  const kept = () => Promise.reject(new DOMException('it is gone', 'NotFoundError'));
  const all = await handedOver(files, { kept });
  expect(all.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
});

test('no more is read than a chart may have', async () => {
  const files = Array.from({ length: 150 }, (_, i) => ({
    path: `files/${i}`,
    blob: new Watched([new Uint8Array(MiB)]),
  }));
  const all = await handedOver(files);
  expect(all).toHaveLength(150);
  expect(files.filter(({ blob }) => blob.isRead).length).toBeLessThan(100 + 32);
});

test('of large files no more is read than that', async () => {
  const files = Array.from({ length: 150 }, (_, i) => ({
    path: `files/${i}`,
    blob: new Watched([new Uint8Array(MiB + 1)]),
  }));
  const all = await handedOver(files);
  expect(all.every((file) => 'blob' in file)).toBe(true);
  expect(files.filter(({ blob }) => blob.isRead).length).toBeLessThan(100 + 32);
});

test('the page is free while files are posted that aren’t read', async () => {
  let tasks = 0;
  const counting = setInterval(() => tasks++);
  await handedOver([text('.helmignore', 'files/\n'), ...many('files')]);
  clearInterval(counting);
  expect(tasks).toBeGreaterThan(0);
});

test('nothing more is read once the worker has ended', async () => {
  const files = many('files').map(({ path }) => ({ path, blob: new OnDisk() }));
  const ended = { receive: () => Promise.reject(new Error('it has ended')) };
  const { caller } = worker(ended);
  await expect(handOver(caller, { folder: 'x', files }, undefined)).rejects.toThrow();
  expect(files.at(-1)?.blob.isRead).toBe(false);
});

test('bytes that were there before are still the caller’s afterwards', async () => {
  const bytes = new TextEncoder().encode('name: x\n');
  await handedOver([
    { path: 'Chart.yaml', bytes },
    ...Array.from({ length: 60 }, (_, i) => text(`files/${i}`, 'x')),
  ]);
  expect(bytes).toHaveLength(8);
});

test('nothing more is read once it is called off', async () => {
  const files = many('files');
  const stop = new AbortController();
  const { caller, received } = worker();
  const doomed = handOver(caller, { folder: 'x', files }, stop.signal);
  stop.abort();
  await expect(doomed).rejects.toBe(stop.signal.reason);
  expect(files.filter(({ blob }) => blob.isRead).length).toBeLessThan(33);
  await caller.call('kept', [], new Blob());
  expect(received).toEqual([]);
});
