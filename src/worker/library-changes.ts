/** Where the storage worker of any tab says that the library has changed. */
const CHANNEL = 'chartroom-library';

/** Says it. */
export function announceChange(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(undefined);
  channel.close();
}

/** Calls `changed` whenever the library changed, in this tab or another; returns how to stop. */
export function watchLibrary(changed: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = changed;
  return () => channel.close();
}
