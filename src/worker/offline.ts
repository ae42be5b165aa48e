import { scriptUrl } from './trusted.ts';

/**
 * Has the browser store the app for use without a network. This is optional: an insecure page has
 * no service workers, and a browser may refuse one.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const url = scriptUrl(new URL('service-worker.js', document.baseURI).href);
  await navigator.serviceWorker.register(url).catch(() => undefined);
}
