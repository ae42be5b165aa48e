/**
 * What has the focus may go while a person is on it: a button of a row that is removed, of a failure
 * that is tried again. The browser then has the focus nowhere, and screen readers begin the page
 * anew (WCAG 2.2, 2.4.3). What knows a better place gives the focus there; for everything else it
 * stays as near as there is something left.
 */
export function keepFocus(root: HTMLElement): () => void {
  /** What had the focus last, and what was around it, the nearest first. */
  let around: Element[] = [];
  const onfocusin = ({ target }: FocusEvent) => {
    around = [];
    let element = target instanceof Element ? target : null;
    for (; element && root.contains(element); element = element.parentElement) around.push(element);
  };
  /** Left by the person, and not by what it was on: whatever becomes of that is the same to them. */
  const onfocusout = ({ target }: FocusEvent) => {
    queueMicrotask(() => {
      const isLeft = document.activeElement === document.body;
      if (isLeft && target instanceof Element && target.isConnected) around = [];
    });
  };
  const lost = () => {
    if (document.activeElement !== document.body || around[0]?.isConnected !== false) return;
    const next = around.find((one) => one.isConnected && one.textContent !== '');
    around = [];
    if (!(next instanceof HTMLElement)) return;
    if (!next.hasAttribute('tabindex')) {
      next.tabIndex = -1;
      next.addEventListener('blur', () => next.removeAttribute('tabindex'), { once: true });
    }
    next.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(() => {
    // Afterwards: whatever gives the focus elsewhere does so in the same turn.
    if (around[0]?.isConnected === false) setTimeout(lost);
  });
  root.addEventListener('focusin', onfocusin);
  root.addEventListener('focusout', onfocusout);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    root.removeEventListener('focusin', onfocusin);
    root.removeEventListener('focusout', onfocusout);
  };
}
