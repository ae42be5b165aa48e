import { mount } from 'svelte';
import App from './App.svelte';
import { router } from './state/Router.svelte.ts';

/** Draws the app in place of the shell in index.html, which has done its part. */
export function drawFrame(): void {
  router.start();
  const target = document.querySelector('#app');
  if (!target) return;
  const sight = target.querySelector('.first-sight');
  target.replaceChildren();
  mount(App, { target });
  const main = target.querySelector('main');
  if (main && sight && router.route.view === 'publish') keepUntilDrawn(sight, main);
}

/** Leaves what index.html has of a view in sight until the view itself is drawn. */
function keepUntilDrawn(sight: Element, main: Element): void {
  main.append(sight);
  const observer = new MutationObserver(() => {
    if (main.childElementCount === 1) return;
    observer.disconnect();
    sight.remove();
  });
  observer.observe(main, { childList: true });
}
