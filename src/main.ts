import { mount } from 'svelte';
import App from './App.svelte';
import { watchPolicy } from './platform/policy.ts';
import { applyTheme } from './platform/theme.ts';
import { router } from './state/Router.svelte.ts';

watchPolicy();
applyTheme();
router.start();
const target = document.querySelector('#app');
if (target) {
  // The shell in index.html has done its part.
  target.replaceChildren();
  mount(App, { target });
}
if (import.meta.env.PROD) {
  addEventListener('load', () => {
    // The app works without being kept: a script that doesn't load now is asked for next time.
    import('./worker/offline.ts').then(({ keepOffline }) => keepOffline()).catch(() => undefined);
  });
}
