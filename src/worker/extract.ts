// Must precede js-untar.
import './window-scope.ts';

import untar from 'js-untar';
import type { Extract, TarSpan } from '../core/archive/extract.ts';
import { BLOCK } from '../core/archive/tar-layout.ts';
import { plainHeader } from '../core/archive/tar-write.ts';
import { ChartroomError } from '../core/errors.ts';
import { hasLastingWorker, withLastingWorker } from './lasting-worker.ts';

// Other libraries take a place with a window for a page.
delete (globalThis as { window?: unknown }).window;

/**
 * Extracts the files' bodies from a tar archive with js-untar, which uses a worker of its own. For
 * a compute worker, with `allow-blobs.ts` loaded first. It is loaded at once: in Firefox a part that a
 * worker loads late sometimes never comes.
 *
 * js-untar knows one dialect well: a plain header before each body. It has no GNU long names,
 * treats a PAX value that isn't UTF-8 as an error, can't read a size in base 256, reads a size in
 * PAX too late, and stops silently at an empty name. `readTar` has already read and checked all of
 * that (`core/archive/tar-read.ts`), so js-untar gets the same archive with each header rewritten
 * in plain form; the bodies aren't moved. `extractChecked` compares its result with what `readTar`
 * found.
 */
export const jsUntarExtract: Extract = async (tar, files) => {
  writePlainly(tar, files);
  try {
    const entries = await withLastingWorker(() => untar(tar.buffer));
    return entries.filter(({ type }) => type === '0').map(({ buffer }) => new Uint8Array(buffer));
  } catch (thrown) {
    // A worker that can't start rejects with an event, not with an error.
    const reason = thrown instanceof Error ? thrown.message : 'its worker did not start';
    throw new ChartroomError('internal', { message: `js-untar: ${reason}` }, { cause: thrown });
  }
};

let waking: Promise<unknown> | undefined;

/**
 * Starts js-untar's worker, by having it read an empty archive; several calls start one. In Firefox
 * the worker that starts it sometimes stops there and never goes on.
 */
export async function wakeUntar(): Promise<void> {
  if (hasLastingWorker()) return;
  try {
    await (waking ??= withLastingWorker(() => untar(new ArrayBuffer(2 * BLOCK))));
  } catch {
    // A worker that can't start fails again when it is given an archive, and is told of there.
  } finally {
    waking = undefined;
  }
}

/**
 * Gives each file a plain header, in place. Everything between two files (folders, records) becomes
 * the body of an entry that isn't a file, so that it is skipped, and the archive ends after the
 * last file.
 */
function writePlainly(tar: Uint8Array, files: readonly TarSpan[]): void {
  let at = 0;
  for (const { offset, size } of files) {
    const header = offset - BLOCK;
    if (header > at) tar.set(headerFor('skipped', '5', header - at - BLOCK), at);
    tar.set(headerFor('file', '0', size), header);
    at = Math.ceil((offset + size) / BLOCK) * BLOCK;
  }
  tar.fill(0, at, at + BLOCK);
}

function headerFor(name: string, type: string, size: number): Uint8Array {
  return plainHeader({ name, prefix: '', mode: 0, size, mtime: 0, type, device: true });
}
