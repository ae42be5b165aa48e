/** Brings what a link or button leads to into view, from its beginning, and the focus to it. */
export function goTo(element: HTMLElement | undefined): void {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'start' });
}
