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

/** How many bytes of the archive are read at a time. */
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
  if (!(await startsMember(archive, 0))) throw new ChartroomError('archive.not-gzip', {});
  const stream = new ZStream();
  zlibInflateInit2(stream, GZIP_ONLY);
  // One byte more than needed, so that a correct guess never looks like a full buffer.
  resizeOutput(stream, Math.min(limit, Math.max(SMALLEST_OUTPUT, (await sizeHint(archive)) + 1)));

  let status: number = Z_OK;
  let checked = 0;
  const unpacked = (fault?: Unpacked['fault']): Unpacked => {
    return { content: stream.output.subarray(0, stream.next_out), checked, fault };
  };
  for (let at = 0; at < archive.size; at += PIECE) {
    stream.input = await bytesOf(archive.slice(at, at + PIECE));
    stream.next_in = 0;
    stream.avail_in = stream.input.length;
    do {
      if (status === Z_STREAM_END) {
        zlibInflateReset(stream);
        const member = at + stream.next_in;
        if (!(await startsMember(archive, member))) {
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

/** Whether a member begins there: with its magic number and the one compression method there is. */
async function startsMember(archive: Blob, at: number): Promise<boolean> {
  const bytes = await bytesOf(archive.slice(at, at + MEMBER.length));
  return MEMBER.every((byte, index) => byte === bytes[index]);
}

/**
 * The size of the content as the last member states it (ISIZE, its last four bytes), capped at what
 * deflate could expand to: with a correct guess the output needn't be moved while unpacking.
 */
async function sizeHint(archive: Blob): Promise<number> {
  const trailer = await bytesOf(archive.slice(-4));
  const size = trailer.byteLength === 4 ? new DataView(trailer.buffer).getUint32(0, true) : 0;
  return Math.min(size, archive.size * MAX_FACTOR);
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
