// Must precede js-untar.
import './window-scope.ts';

import untar from 'js-untar';
import type { Extract, TarSpan } from '../core/archive/extract.ts';
import { BLOCK } from '../core/archive/tar-layout.ts';
import { plainHeader } from '../core/archive/tar-write.ts';
import { ChartroomError } from '../core/errors.ts';
import { endLastingWorker, hasLastingWorker, withLastingWorker } from './lasting-worker.ts';

// Other libraries take a place with a window for a page.
delete (globalThis as { window?: unknown }).window;

/**
 * How long js-untar's worker may take to start, in milliseconds. In Firefox it sometimes never does,
 * and says nothing.
 */
const STARTING_MS = 5_000;
/** How often it is started at most. */
const STARTS = 3;

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
  await wake();
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

/**
 * Has an empty archive read unless a worker is there that has answered before: what js-untar is
 * given is transferred, so a chart's archive would be lost in a worker that doesn't start.
 */
async function wake(): Promise<void> {
  for (let start = 0; start < STARTS && !hasLastingWorker(); start++) {
    const answered = settled(withLastingWorker(() => untar(new ArrayBuffer(2 * BLOCK))));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, STARTING_MS)));
    await Promise.race([answered, late]);
    clearTimeout(timer);
    if (!hasLastingWorker()) endLastingWorker();
  }
}

/** js-untar's promises can't be chained: what their `then` returns is the same promise. */
async function settled(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch {
    // A worker that can't start fails again when it is given the archive, and is told of there.
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
