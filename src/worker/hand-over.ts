import type { ChartFile, PartlyRead, SourceFile } from '../core/chart/files.ts';
import { MAX_CHART_SIZE } from '../core/chart/limits.ts';
import { joined } from '../core/read-blob.ts';
import type { ComputeService } from './compute-service.ts';
import type { WorkerHandle } from './worker-handle.ts';

type Files = readonly (SourceFile | ChartFile)[];

/** The end of a worker that receives files. */
type Receiver = Pick<WorkerHandle<ComputeService>, 'call' | 'handOver'>;

/** What a worker needs besides the files that it has received before. */
export interface Remainder {
  /** The last files of the folder. */
  files: Files;
  received: number;
  /** What the bytes are in of those that were read here: it needn't be copied. */
  buffers: ArrayBuffer[];
}

/** Up to this many bytes a file is read by the page. */
const SMALL = 1024 * 1024;
/** How many files are read at once, and posted together. */
const PORTION = 32;
/** So many files are read in the time in which a worker could tell those that aren't needed. */
const FEW = 200;

/**
 * Hands a folder's files to a compute worker: all but the last portion, which is for the call that
 * needs them. Small ones are read here: for each `File` that is posted, or asked for its size, the
 * page's thread waits for the browser's main process, which looks it up: 0.2 ms, or several if the
 * machine is busy, and then a worker still has to read it. Read here it isn't asked for its size; so
 * that a file is large is found out by reading that much of it.
 */
export async function handOver(
  worker: Receiver,
  { files }: PartlyRead,
  signal: AbortSignal | undefined,
): Promise<Remainder> {
  const isKept = files.length > FEW ? await keptBy(worker, files) : () => true;
  /** How much is read of a chart: of one that has more, Helm takes nothing. */
  let left = MAX_CHART_SIZE;
  let received = 0;
  let failure: { thrown: unknown } | undefined;
  for (;;) {
    const buffers: ArrayBuffer[] = [];
    const portion = await Promise.all(
      files.slice(received, received + PORTION).map(async (file, i) => {
        const { path } = file;
        if (!isKept(received + i)) return { path, bytes: new Uint8Array() };
        if (left <= 0 || 'bytes' in file) return file;
        const bytes = await readSmall(file.blob);
        left -= bytes?.length ?? SMALL;
        if (!bytes) return file;
        buffers.push(bytes.buffer);
        return { path, bytes };
      }),
    );
    if (failure) throw failure.thrown;
    if (signal?.aborted) {
      // What the worker holds of this folder is of no use any longer.
      worker.call('receive', [], 0).catch(() => undefined);
      throw signal.reason;
    }
    if (received + portion.length === files.length) return { files: portion, received, buffers };
    const posted = worker.handOver(buffers, 'receive', portion, received);
    posted.catch((thrown: unknown) => (failure = { thrown }));
    // While files are read the page is free in between; it must be where none are, too.
    if (buffers.length === 0) await posted;
    received += portion.length;
  }
}

/**
 * Which files .helmignore keeps, by their index: the others aren't read, as there may be a whole git
 * history in a folder.
 */
async function keptBy(worker: Receiver, files: Files): Promise<(index: number) => boolean> {
  const ignore = files.find(({ path }) => path === '.helmignore');
  if (!ignore || !('blob' in ignore)) return () => true;
  const paths = files.map(({ path }) => path);
  // If .helmignore can't be read, the call that needs the files says so.
  const kept = await worker.call('kept', paths, ignore.blob).catch(() => undefined);
  if (!kept) return () => true;
  const indices = new Set(kept);
  // It may leave out itself, and is needed all the same: by it the others are left out.
  return (index) => indices.has(index) || files[index] === ignore;
}

/** A small file's bytes; `undefined` if it is large, or can't be read. */
async function readSmall(blob: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    const reader = blob.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      chunks.push(value);
      if (size > SMALL) {
        await reader.cancel();
        return undefined;
      }
    }
  } catch {
    // The worker tries again, and says which file it is.
    return undefined;
  }
  const [only] = chunks;
  return only && chunks.length === 1 ? only : joined(chunks, size);
}
