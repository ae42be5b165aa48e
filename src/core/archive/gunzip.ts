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

/** How many bytes of the archive are read at a time. */
const PIECE = 1024 * 1024;
const SMALLEST_OUTPUT = 64 * 1024;
/** The most that deflate expands a byte to (zlib, "Maximum Compression Factor"). */
const MAX_FACTOR = 1032;
/** zlib's `windowBits` for: the largest window, in a gzip file and in nothing else. */
const GZIP_ONLY = 15 + 16;

/**
 * The unpacked content of a gzip file, of one or many members (RFC 1952, 2.2), each checked against
 * its length and CRC. An archive that is cut short, doesn't decode, or is followed by other data is
 * `archive.damaged`; Helm reads only up to the end of the tar inside and would accept some of
 * those. At `limit` bytes it stops with `archive.too-large` and never holds more.
 *
 * pako and not `DecompressionStream`: engines differ in how they treat several members and bytes
 * after the last one, and it gains little (90 MB in Chromium 156: text 0.6 s against 0.8 s, noise
 * 0.9 s against 0.5 s).
 */
export async function gunzip(archive: Blob, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  await requireGzip(archive);
  const stream = new ZStream();
  zlibInflateInit2(stream, GZIP_ONLY);
  // One byte more than needed, so that a correct guess never looks like a full buffer.
  resizeOutput(stream, Math.min(limit, Math.max(SMALLEST_OUTPUT, (await sizeHint(archive)) + 1)));

  let status: number = Z_OK;
  let members = 0;
  for (let at = 0; at < archive.size; at += PIECE) {
    stream.input = new Uint8Array(await archive.slice(at, at + PIECE).arrayBuffer());
    stream.next_in = 0;
    stream.avail_in = stream.input.length;
    do {
      if (status === Z_STREAM_END) zlibInflateReset(stream);
      if (stream.avail_out === 0) resizeOutput(stream, Math.min(limit, stream.next_out * 2));
      status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out >= limit) throw new ChartroomError('archive.too-large', { limit });
      if (status === Z_STREAM_END) members++;
      else if (status !== Z_OK && status !== Z_BUF_ERROR) {
        throw damaged(faultOf(stream.msg, members), at + stream.next_in);
      }
      // If the output buffer is full, zlib may still hold output of input that it has consumed.
    } while (stream.avail_in > 0 || (stream.avail_out === 0 && status !== Z_STREAM_END));
  }
  if (status !== Z_STREAM_END) throw damaged({ reason: 'gzip-cut-short' }, archive.size);
  return stream.output.subarray(0, stream.next_out);
}

/** A gzip file begins with its magic number and the one compression method there is. */
async function requireGzip(archive: Blob): Promise<void> {
  const [id1, id2, method] = new Uint8Array(await archive.slice(0, 3).arrayBuffer());
  if (id1 !== 0x1f || id2 !== 0x8b || method !== 8) {
    throw new ChartroomError('archive.not-gzip', {});
  }
}

/**
 * The size of the content as the last member states it (ISIZE, its last four bytes), capped at what
 * deflate could expand to: with a correct guess the output needn't be moved while unpacking.
 */
async function sizeHint(archive: Blob): Promise<number> {
  const trailer = await archive.slice(-4).arrayBuffer();
  const size = trailer.byteLength === 4 ? new DataView(trailer).getUint32(0, true) : 0;
  return Math.min(size, archive.size * MAX_FACTOR);
}

/** Gives the stream a buffer of `size` bytes that starts with the output so far. */
function resizeOutput(stream: ZStream, size: number): void {
  const output = new Uint8Array(size);
  if (stream.next_out > 0) output.set(stream.output.subarray(0, stream.next_out));
  stream.output = output;
  stream.avail_out = size - stream.next_out;
}

/**
 * The fault that a message of pako's, which are zlib's, means for the whole file; otherwise the
 * message itself.
 */
function faultOf(message: string, members: number): ArchiveFault {
  if (message === 'incorrect header check' && members > 0) return { reason: 'gzip-trailing-data' };
  if (message === 'incorrect data check') return { reason: 'gzip-checksum' };
  return { reason: 'gzip-broken', words: message };
}

function damaged(fault: ArchiveFault, offset: number): ChartroomError {
  return new ChartroomError('archive.damaged', { ...fault, offset });
}
