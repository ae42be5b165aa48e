import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  ZStream,
} from 'pako';
import { ChartroomError, type ArchiveFault } from '../errors.ts';
import { bytesOf } from '../read-blob.ts';

/**
 * How many bytes of the archive are read at a time. Each read asks another process in a browser, and
 * waits for it: so a small archive is read once, and of a large one each piece is read while the one
 * before is unpacked.
 */
const PIECE = 1024 * 1024;
const SMALLEST_OUTPUT = 64 * 1024;
/** The most that deflate expands a byte to (zlib, "Maximum Compression Factor"). */
const MAX_FACTOR = 1032;
/** zlib's `windowBits` for: the largest window, in a gzip file and in nothing else. */
const GZIP_ONLY = 15 + 16;
/** The first bytes of a member (RFC 1952, 2.3.1). */
const MEMBER = [0x1f, 0x8b, 8];

/** What a gzip file gives. */
export interface Unpacked {
  /** The content or, where something is wrong with the file, what comes before that. */
  content: Uint8Array<ArrayBuffer>;
  /** How many bytes of it, from the start, are in members whose length and CRC are right. */
  checked: number;
  /**
   * Why there is no more: the file is cut short, doesn't decode, fails a check or is followed by
   * other data (`archive.damaged`), or the content reaches the limit (`archive.too-large`).
   */
  fault?: ChartroomError<'archive.damaged' | 'archive.too-large'> | undefined;
}

/**
 * Unpacks a gzip file of one or many members (RFC 1952, 2.2), each checked against its length and
 * CRC; never more than `limit` bytes of content are held. A fault is returned together with what
 * comes before it, since Helm reads only up to the end of the tar inside and needs no more.
 *
 * pako and not `DecompressionStream`: engines differ in how they treat several members and bytes
 * after the last one, and it gains little (90 MB in Chromium 156: text 0.6 s against 0.8 s, noise
 * 0.9 s against 0.5 s).
 *
 * @throws `archive.not-gzip`
 */
export async function gunzip(archive: Blob, limit: number): Promise<Unpacked> {
  const read = await readerOf(archive);
  if (!(await startsMember(read, 0))) throw new ChartroomError('archive.not-gzip', {});
  const stream = new ZStream();
  zlibInflateInit2(stream, GZIP_ONLY);
  // One byte more than needed, so that a correct guess never looks like a full buffer.
  resizeOutput(
    stream,
    Math.min(limit, Math.max(SMALLEST_OUTPUT, (await sizeHint(read, archive.size)) + 1)),
  );

  let status: number = Z_OK;
  let checked = 0;
  const unpacked = (fault?: Unpacked['fault']): Unpacked => {
    return { content: stream.output.subarray(0, stream.next_out), checked, fault };
  };
  let next = read(0, PIECE);
  for (let at = 0; at < archive.size; at += PIECE) {
    stream.input = await next;
    next = read(at + PIECE, PIECE);
    // Where unpacking ends before it is needed, it doesn't matter what became of it.
    next.catch(() => undefined);
    stream.next_in = 0;
    stream.avail_in = stream.input.length;
    do {
      if (status === Z_STREAM_END) {
        zlibInflateReset(stream);
        const member = at + stream.next_in;
        if (!(await startsMember(read, member))) {
          return unpacked(damaged({ reason: 'gzip-trailing-data' }, member));
        }
      }
      if (stream.avail_out === 0) resizeOutput(stream, Math.min(limit, stream.next_out * 2));
      status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out >= limit) {
        return unpacked(new ChartroomError('archive.too-large', { limit }));
      }
      if (status === Z_STREAM_END) checked = stream.next_out;
      else if (status !== Z_OK && status !== Z_BUF_ERROR) {
        return unpacked(damaged(faultOf(stream.msg), at + stream.next_in));
      }
      // If the output buffer is full, zlib may still hold output of input that it has consumed.
    } while (stream.avail_in > 0 || (stream.avail_out === 0 && status !== Z_STREAM_END));
  }
  const isWhole = status === Z_STREAM_END;
  return unpacked(isWhole ? undefined : damaged({ reason: 'gzip-cut-short' }, archive.size));
}

/** Reads that many bytes of an archive, or those that there are from there on. */
type Read = (at: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;

async function readerOf(archive: Blob): Promise<Read> {
  if (archive.size > PIECE) return (at, length) => bytesOf(archive.slice(at, at + length));
  const whole = await bytesOf(archive);
  return (at, length) => Promise.resolve(whole.subarray(at, at + length));
}

/** Whether a member begins there: with its magic number and the one compression method there is. */
async function startsMember(read: Read, at: number): Promise<boolean> {
  const bytes = await read(at, MEMBER.length);
  return MEMBER.every((byte, index) => byte === bytes[index]);
}

/**
 * The size of the content as the last member states it (ISIZE, its last four bytes), capped at what
 * deflate could expand to: with a correct guess the output needn't be moved while unpacking.
 */
async function sizeHint(read: Read, archiveSize: number): Promise<number> {
  const trailer = await read(Math.max(0, archiveSize - 4), 4);
  const { buffer, byteOffset, byteLength } = trailer;
  const size = byteLength === 4 ? new DataView(buffer, byteOffset).getUint32(0, true) : 0;
  return Math.min(size, archiveSize * MAX_FACTOR);
}

/** Gives the stream a buffer of `size` bytes that starts with the output so far. */
function resizeOutput(stream: ZStream, size: number): void {
  const output = new Uint8Array(size);
  if (stream.next_out > 0) output.set(stream.output.subarray(0, stream.next_out));
  stream.output = output;
  stream.avail_out = size - stream.next_out;
}

/** What a message of pako's, which are zlib's, means; otherwise the message itself. */
function faultOf(message: string): ArchiveFault {
  if (message === 'incorrect data check') return { reason: 'gzip-checksum' };
  return { reason: 'gzip-broken', words: message };
}

function damaged(fault: ArchiveFault, offset: number): ChartroomError<'archive.damaged'> {
  return new ChartroomError('archive.damaged', { ...fault, offset });
}
