/** The channel on which the storage worker of any tab announces that the library has changed. */
const CHANNEL = 'chartroom-library';

/** Announces a change of the library to all tabs. */
export function announceChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(undefined);
  channel.close();
}

/**
 * Calls `changed` whenever the library has changed, in this tab or another; returns a function that
 * stops it.
 */
export function watchLibrary(changed: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = changed;
  return () => channel.close();
}
