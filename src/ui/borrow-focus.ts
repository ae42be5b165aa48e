import { tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/**
 * To be attached to what opens and disappears again: it takes the focus, and gives it back to where
 * it came from. Where that is gone as well it goes to what `heir` names, or to the page.
 */
export function borrowFocus(heir?: () => HTMLElement | undefined): Attachment<HTMLElement> {
  return (element) => {
    const lender = document.activeElement;
    element.focus();
    return () => {
      void tick().then(() => {
        // The person has moved on meanwhile.
        if (document.activeElement !== document.body) return;
        const next = lender?.isConnected ? lender : (heir?.() ?? document.querySelector('main'));
        if (next instanceof HTMLElement) next.focus({ preventScroll: true });
      });
    };
  };
}
