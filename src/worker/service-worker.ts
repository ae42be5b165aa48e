/**
 * Stores the built app in the browser, so that everything that needs no registry works offline.
 * Requests to registries and for /config.json are never handled.
 */

/** Paths of the built app relative to this script, inserted by vite.config.ts. */
declare const APP_FILES: string[];

/** Not in every browser, nor in TypeScript's library (Service Workers, "addRoutes()"). */
interface InstallEvent extends ExtendableEvent {
  addRoutes?(rule: { condition: { requestDestination: '' }; source: 'network' }): Promise<void>;
}

declare const self: ServiceWorkerGlobalScope;

const CACHE = 'chartroom';
const home = new URL('./', location.href).href;
const files = new Set(APP_FILES.map((path) => new URL(path, home).href));

self.addEventListener('install', (event) => {
  event.waitUntil(install());
  event.waitUntil(leaveAlone(event));
});
self.addEventListener('activate', (event) => event.waitUntil(tidy()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = request.url.replace(/[?#].*$/, '');
  if (request.mode === 'navigate') {
    if (url === home || url === `${home}index.html`) event.respondWith(newestPage(request));
  } else if (files.has(url)) {
    event.respondWith(keptFile(request));
  }
});

/**
 * Requests of the page's own code bypass this script if the browser supports that: otherwise each
 * request to a registry would wait for it.
 */
async function leaveAlone(event: InstallEvent): Promise<void> {
  const rule = { condition: { requestDestination: '' }, source: 'network' } as const;
  await event.addRoutes?.(rule).catch(() => undefined);
}

/** File names contain a hash of the content, so stored files needn't be fetched again. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  await cache.addAll([home, ...[...files].filter((file) => !kept.has(file))]);
}

async function tidy(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    if (request.url !== home && !files.has(request.url)) await cache.delete(request);
  }
}

/** Fetches the page first, so that a new version of the app shows as soon as it is deployed. */
async function newestPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(home);
    if (kept) return kept;
    throw error;
  }
}

async function keptFile(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(request.url);
  return kept ?? fetch(request);
}

// A module, so that its `self` is its own.
export {};
