import {
  Z_DEFAULT_STRATEGY,
  Z_FINISH,
  Z_NO_FLUSH,
  Z_STREAM_END,
  type Z_FlushMode,
  zlibDeflate,
  zlibDeflateInit2,
  ZStream,
} from 'pako';

/** How much output is gathered before it moves into a Blob, which isn't on the JavaScript heap. */
const PIECE = 1024 * 1024;
const LEVEL = 6;
const DEFLATE = 8;
/** The largest window, in a gzip file. */
const WINDOW_BITS = 15 + 16;
/** zlib's default. */
const MEMORY_LEVEL = 8;
/** zlib's own hash function: pako's default is the faster one of Chromium's zlib. */
const CANONICAL = true;

/**
 * The gzip file of `parts` joined. The same content gives the same bytes in every browser, in Node,
 * and in any program that calls canonical zlib at level 6; the output of `CompressionStream` and
 * Node's zlib depends on version and processor. The header is the shortest there is (RFC 1952): no
 * name, no time, and the OS that zlib names, 3.
 */
export function gzip(parts: Iterable<Uint8Array<ArrayBuffer>>): Blob {
  const pieces: Blob[] = [];
  // One buffer for all of the output: the Blobs hold copies, and nothing waits to be collected.
  const output = new Uint8Array(PIECE);
  const stream = new ZStream();
  zlibDeflateInit2(
    stream,
    LEVEL,
    DEFLATE,
    WINDOW_BITS,
    MEMORY_LEVEL,
    Z_DEFAULT_STRATEGY,
    CANONICAL,
  );
  stream.output = output;
  stream.avail_out = PIECE;

  const write = (input: Uint8Array, flush: Z_FlushMode) => {
    stream.input = input;
    stream.next_in = 0;
    stream.avail_in = input.length;
    for (;;) {
      const status = zlibDeflate(stream, flush);
      // If the buffer has room left, zlib has no more output for now.
      if (flush === Z_FINISH ? status === Z_STREAM_END : stream.avail_out > 0) return;
      pieces.push(new Blob([output]));
      stream.next_out = 0;
      stream.avail_out = PIECE;
    }
  };
  for (const part of parts) {
    if (part.length > 0) write(part, Z_NO_FLUSH);
  }
  write(new Uint8Array(0), Z_FINISH);
  pieces.push(new Blob([output.subarray(0, stream.next_out)]));
  return new Blob(pieces, { type: 'application/gzip' });
}
