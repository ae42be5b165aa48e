import { gather } from './gather.ts';

/** The channel on which the storage worker of any tab announces that the library has changed. */
const CHANNEL = 'chartroom-library';

/**
 * Another tab can't write while this one reads, and gets its turn only half a second after, when
 * lightning-fs lets go of the database. So a row of changes is left to come to its end; reading in
 * between would make it take many times as long.
 */
const TIMES = { quietMs: 250, longestMs: 3_000 };

/** Announces a change of the library to all tabs. */
export function announceChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(undefined);
  channel.close();
}

/**
 * Calls `changed` after the library has changed, in this tab or another: once for changes that come
 * shortly after each other. Returns a function that stops it.
 */
export function watchLibrary(changed: () => Promise<void>): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const changes = gather(changed, TIMES);
  channel.onmessage = () => changes.call();
  return () => {
    channel.close();
    changes.stop();
  };
}
