import { flushSync } from 'svelte';

/** More rows than this nobody prints, and no page could draw. */
export const MOST_PRINTED = 5000;

/** Whether the page is being printed: lists and trees draw all of their rows then. */
class Printing {
  on = $state(false);

  constructor() {
    // The browser takes the page as it is when this returns.
    addEventListener('beforeprint', () => flushSync(() => (this.on = true)));
    addEventListener('afterprint', () => (this.on = false));
  }
}

export const printing = new Printing();
