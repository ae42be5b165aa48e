import { mount } from 'svelte';
import App from './App.svelte';
import { router } from './state/Router.svelte.ts';

/** Draws the app in place of the shell in index.html, which has done its part. */
export function drawFrame(): void {
  router.start();
  const target = document.querySelector('#app');
  if (!target) return;
  target.replaceChildren();
  mount(App, { target });
}
