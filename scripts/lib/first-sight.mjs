/**
 * What the page for publishing looks like before anything is chosen, in index.html itself: it is on
 * screen as soon as the styles are, long before the app that draws it.
 */
import { pathToFileURL } from 'node:url';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { buildModule } from './load-core.mjs';

/** A module that isn't there: it has the view drawn as a server would. */
const DRAWN = 'first-sight.virtual';
const DRAWING = `
  import { render } from 'svelte/server';
  import Publish from '/src/views/publish/Publish.svelte';
  export const { body } = render(Publish);
`;

/**
 * Puts the view into the page, where it waits until `ahead-of-app.ts` knows that it is the one that
 * the address names. It can only be looked at; the app draws the same view again, to be used.
 *
 * @returns {import('vite').Plugin}
 */
export function firstSight() {
  return {
    name: 'first-sight',
    apply: 'build',
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        // A build of another page, as benches have one.
        if (!html.includes('<div id="app">')) return html;
        const sight = `<div class="first-sight" inert aria-hidden="true">${await drawView()}</div>`;
        return html.replace('</main>', () => `${sight}</main>`);
      },
    },
  };
}

async function drawView() {
  const file = await buildModule(DRAWN, [
    {
      name: 'first-sight-entry',
      resolveId: (id) => (id.endsWith(DRAWN) ? `\0${DRAWN}` : undefined),
      load: (id) => (id === `\0${DRAWN}` ? DRAWING : undefined),
      // What is loaded later isn't part of it.
      resolveDynamicImport: (id) => ({ id: String(id), external: true }),
    },
    svelte({ preprocess: vitePreprocess() }),
  ]);
  // Node 20 has none, and the app asks it what the browser can do.
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: {} });
  const { body } = /** @type {{ body: string }} */ (await import(pathToFileURL(file).href));
  return withoutUse(body);
}

/** The same to look at, without what only the app has a use for. */
function withoutUse(/** @type {string} */ html) {
  return html.replace(/<!--.*?-->|<input [^>]*>| for="[^"]*"| tabindex="[^"]*"/g, '');
}
