/**
 * Keeps the built app in the browser, so that it opens without a network: what works without
 * a registry works without a server. Registries and /config.json are never touched.
 */

/** Paths of the built app below this script, put here by vite.config.ts. */
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
 * What the page's own code asks for goes past this script where the browser can do that: each
 * request to a registry would otherwise wait for it.
 */
async function leaveAlone(event: InstallEvent): Promise<void> {
  const rule = { condition: { requestDestination: '' }, source: 'network' } as const;
  await event.addRoutes?.(rule).catch(() => undefined);
}

/** Names of files hold their content's hash: what is kept already needs no second look. */
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

/** A new version of the app shows as soon as it is there. */
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
