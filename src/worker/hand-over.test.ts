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
    ...changed,
    receive: async (files, start) => {
      received.splice(start, files.length, ...files);
    },
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
  const { caller } = worker();
  const doomed = handOver(caller, { folder: 'x', files }, stop.signal);
  stop.abort();
  await expect(doomed).rejects.toBe(stop.signal.reason);
  expect(files.filter(({ blob }) => blob.isRead).length).toBeLessThan(33);
});
