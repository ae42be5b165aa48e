/**
 * Pauses before a failed read is tried again, in milliseconds. They are short: a file that really
 * can't be read should be named soon.
 */
const PAUSES = [50, 250];

/**
 * Up to this many bytes content is small: to ask another thread or process about it takes a browser
 * longer than to do all of it at once. The bytes that so small a Blob was made of are kept for as long
 * as it is.
 */
export const SMALL_BLOB = 64 * 1024;
const small = new WeakMap<Blob, Uint8Array<ArrayBuffer>>();

/**
 * A Blob of what is in memory. In a browser it is another process that has a Blob's bytes: to ask for
 * those of a registry's answer, which several look into, takes as long as to be sent them. So small
 * ones aren't asked for, by those who read with what is below.
 */
export function blobOf(parts: readonly Uint8Array<ArrayBuffer>[]): Blob {
  const blob = new Blob([...parts]);
  if (blob.size <= SMALL_BLOB) small.set(blob, joined(parts, blob.size));
  return blob;
}

/** The bytes that are kept of a Blob, if any: to be sent to another thread with it. */
export function bytesKeptOf(blob: Blob): Uint8Array<ArrayBuffer> | undefined {
  return small.get(blob);
}

/** Keeps the bytes of a Blob that was sent with them. */
export function keepBytesOf(blob: Blob, bytes: Uint8Array<ArrayBuffer>): void {
  small.set(blob, bytes);
}

/** These one after the other; `size` is the number of their bytes. */
export function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** All bytes of a blob. Rejects as `Blob.arrayBuffer` does, but for reads that were broken off. */
export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const held = small.get(blob);
  // A copy: whoever gets it may change it, or send it away.
  return held ? new Uint8Array(held) : new Uint8Array(await patiently(() => blob.arrayBuffer()));
}

/**
 * A blob's bytes as UTF-8 text, or the first `most` of them. Rejects as `Blob.text` does, but for
 * reads that were broken off.
 */
export async function textOf(blob: Blob, most = blob.size): Promise<string> {
  const held = small.get(blob);
  if (held) return new TextDecoder().decode(held.subarray(0, most));
  const read = most < blob.size ? blob.slice(0, most) : blob;
  return patiently(() => read.text());
}

/** The texts of manifests, each kept for as long as its Blob is. */
const manifests = new WeakMap<Blob, Promise<string>>();

/**
 * The text of a manifest, as `textOf` gives it. Reading a Blob asks another process, which takes
 * longer than all that is done with so short a text, and several look into one on its way: so it is
 * read once.
 */
export function manifestText(blob: Blob): Promise<string> {
  const known = manifests.get(blob);
  if (known) return known;
  const text = textOf(blob);
  manifests.set(blob, text);
  text.catch(() => manifests.delete(blob));
  return text;
}

/**
 * WebKit breaks off every read as the page is left, even of a blob in memory, before the page can
 * know (`pagehide` comes later). A page that is come back to goes on where it was, and would take
 * that for a file that can't be read; tried again, the read succeeds.
 */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotReadableError') throw error;
      await new Promise<void>((resume) => setTimeout(resume, pause));
    }
  }
  return read();
}
