import { takingTurns, type Turns } from '../core/turns.ts';

/** The name of our lock; lightning-fs's own lock on the database is called `chartroom_lock`. */
const NAME = 'chartroom-library';

/**
 * One change at a time across all tabs. A page that isn't a secure context has no Web Locks: then
 * it is one at a time within this tab, and across tabs there is only lightning-fs's own lock.
 */
export function libraryLock(): Turns {
  if (navigator.locks) return (work) => navigator.locks.request(NAME, work);
  return takingTurns();
}
