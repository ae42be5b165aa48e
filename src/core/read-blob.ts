/**
 * Pauses before a failed read is tried again, in milliseconds. They are short: a file that really
 * can't be read should be named soon.
 */
const PAUSES = [50, 250];

/** All bytes of a blob. Rejects as `Blob.arrayBuffer` does, but for reads that were broken off. */
export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await patiently(() => blob.arrayBuffer()));
}

/** A blob's bytes as UTF-8 text. Rejects as `Blob.text` does, but for reads that were broken off. */
export function textOf(blob: Blob): Promise<string> {
  return patiently(() => blob.text());
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
