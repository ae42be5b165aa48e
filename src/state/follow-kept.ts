import { isChartroomError } from '../core/errors.ts';
import { watchLibrary } from '../worker/library-changes.ts';
import type { Keep } from './Keep.svelte.ts';
import type { LibraryTarget } from './services.ts';

/**
 * Has a chart that was kept count as such only as long as the library has it, wherever it is
 * removed or replaced. Returns a function that stops it.
 */
export function followKept(keep: Keep, library: () => Promise<LibraryTarget>): () => void {
  const look = async () => {
    if (keep.phase === 'kept' && !(await isThere(keep, library))) keep.reset();
  };
  void look();
  return watchLibrary(look);
}

async function isThere(
  { reference, digest }: Keep,
  library: () => Promise<LibraryTarget>,
): Promise<boolean> {
  try {
    return (await (await library()).resolve(reference)).digest === digest;
  } catch (error) {
    // A library that can't be read now may have it all the same.
    return !isChartroomError(error, 'tag.not-found');
  }
}
