/**
 * Stores the built app in the browser, so that everything that needs no registry works offline.
 * Requests to registries and for /config.json are never handled.
 */
import { KeptBuild } from './kept-build.ts';

/** Inserted by vite.config.ts: the files' paths relative to this script, and a hash of the build. */
declare const APP: { files: string[]; id: string };

/** Not in every browser, nor in TypeScript's library (Service Workers, "addRoutes()"). */
interface InstallEvent extends ExtendableEvent {
  addRoutes?(rule: { condition: { requestDestination: '' }; source: 'network' }): Promise<void>;
}

declare const self: ServiceWorkerGlobalScope;

const build = new KeptBuild(new URL('./', location.href).href, APP.id);

self.addEventListener('install', (event) => {
  event.waitUntil(build.keep(APP.files));
  event.waitUntil(leaveAlone(event));
});
// The browser activates this script only after every page that the script of an earlier build
// controls has been closed.
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = request.url.replace(/[?#].*$/, '');
  if (request.mode === 'navigate') {
    if (build.isPage(url)) event.respondWith(build.page(request));
  } else if (build.isFile(url)) {
    event.respondWith(build.file(request));
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

/**
 * Takes control of pages that were loaded before any service worker was active: after a deployment
 * the host may lack the files that they load later. Other builds are removed only if no page is
 * open that might need them, and no newer build is being installed.
 */
async function takeOver(): Promise<void> {
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  if (open.length === 0 && !self.registration.installing) await build.removeOthers();
  await self.clients.claim();
}
