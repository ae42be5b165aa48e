import { tick } from 'svelte';

/**
 * To be attached to what opens and disappears again: it takes the focus, and gives it back to where
 * it came from, or to the page where that is gone as well.
 */
export function borrowFocus(element: HTMLElement): () => void {
  const lender = document.activeElement;
  element.focus();
  return () => {
    void tick().then(() => {
      // The person has moved on meanwhile.
      if (document.activeElement !== document.body) return;
      const next = lender?.isConnected ? lender : document.querySelector('main');
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    });
  };
}
