import { goTo } from '../../ui/go-to.ts';

/** Brings the findings within `root` into view, and the focus to them; false if there are none. */
export function showFindings(root: ParentNode): boolean {
  const section = root.querySelector<HTMLElement>('section[aria-label="Findings"]');
  if (!section) return false;
  section.tabIndex = -1;
  goTo(section);
  return true;
}

/** The same as soon as there are any; returns what ends the wait. */
export function awaitFindings(root: Element): () => void {
  const observer = new MutationObserver(() => {
    if (showFindings(root)) observer.disconnect();
  });
  if (!showFindings(root)) observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}
