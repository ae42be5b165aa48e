import { Deflate } from 'pako';

/** Compressed bytes gathered before they move into a Blob, where they cost no heap. */
const GATHER = 4 * 1024 * 1024;

/**
 * The gzip file of `parts` joined. The same parts give the same bytes in every browser, in
 * Node, and in any program that calls canonical zlib at level 6: `CompressionStream` and
 * Node's zlib use patched zlibs whose output depends on version and processor. The header is
 * the shortest there is (RFC 1952): no name, no time, OS 3 as zlib writes it.
 */
export function gzip(parts: Iterable<Uint8Array<ArrayBuffer>>): Blob {
  const done: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let gathered = 0;
  const deflate = new Deflate({ gzip: true, level: 6, legacyHash: true, chunkSize: 64 * 1024 });
  deflate.onData = (chunk) => {
    chunks.push(chunk);
    gathered += chunk.length;
    if (gathered < GATHER) return;
    done.push(new Blob(chunks));
    chunks = [];
    gathered = 0;
  };
  deflate.onEnd = () => {};
  for (const part of parts) {
    if (part.length > 0) deflate.push(part, false);
  }
  deflate.push(new Uint8Array(0), true);
  return new Blob([...done, ...chunks], { type: 'application/gzip' });
}
