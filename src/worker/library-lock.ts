import { takingTurns, type Turns } from '../core/turns.ts';

/** Of ours: lightning-fs's own lock on the database is called `chartroom_lock`. */
const NAME = 'chartroom-library';

/**
 * One change at a time over all tabs. On a page that isn't a secure context there are no Web
 * Locks: then one at a time in this tab, and over tabs only what lightning-fs's lock gives.
 */
export function libraryLock(): Turns {
  if (navigator.locks) return (work) => navigator.locks.request(NAME, work);
  return takingTurns();
}
