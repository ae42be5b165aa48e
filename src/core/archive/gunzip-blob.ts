import { ChartroomError } from '../errors.ts';
import { bytesOf } from '../read-blob.ts';

/** How much content is gathered before it moves into a Blob, which isn't on the JavaScript heap. */
const PIECE = 4 * 1024 * 1024;

/** Whether a file begins as gzip files do (RFC 1952, 2.3.1). */
export async function isGzip(file: Blob): Promise<boolean> {
  const [first, second] = await bytesOf(file.slice(0, 2));
  return first === 0x1f && second === 0x8b;
}

/**
 * The content of a gzip file that may be larger than memory: it is unpacked piece by piece into a
 * Blob, whose bytes the browser keeps on disk. More than `limit` bytes are `archive.too-large`, so
 * that a small file can't fill the disk; a file that doesn't decode is `archive.damaged`.
 *
 * `DecompressionStream`, unlike `gunzip`, takes a single member: programs that write archives write
 * one.
 */
export async function gunzipBlob(file: Blob, limit: number, signal?: AbortSignal): Promise<Blob> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const pieces: Blob[] = [];
  let gathered: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  let size = 0;
  const move = () => {
    pieces.push(new Blob(gathered));
    gathered = [];
    waiting = 0;
  };
  for (;;) {
    const { done, value } = await reader.read().catch(damaged);
    if (done) break;
    gathered.push(value);
    waiting += value.length;
    size += value.length;
    if (waiting >= PIECE) move();
    const fault =
      size > limit
        ? new ChartroomError('archive.too-large', { limit })
        : signal?.aborted && new ChartroomError('aborted', {});
    if (!fault) continue;
    await reader.cancel().catch(() => undefined);
    throw fault;
  }
  move();
  return new Blob(pieces);
}

function damaged(thrown: unknown): never {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const fault = { reason: 'gzip-broken', words } as const;
  throw new ChartroomError('archive.damaged', fault, { cause: thrown });
}
