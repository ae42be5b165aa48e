import {
  ACTS,
  BOXES,
  findMarked,
  FOCUSABLE,
  isTheirs,
  type ScrolledBox,
  type Sight,
} from './sights.ts';

/** As long a page waits for what it shows, from a registry for instance; in milliseconds. */
const PATIENCE_MS = 15_000;
/** What comes last may move the page once more: a heading that the address names, a marked line. */
const HOLD_MS = 700;
const NEAR = 2;

let stopLast = () => {};

/**
 * Brings the page to what was seen of it before, as its content comes, until it is there and stays,
 * or the person does something with it.
 */
export function seeAgain(sight: Sight): void {
  stopLast();
  // This code may have come only after they have done something.
  if (isTheirs()) return;
  let frame = 0;
  let held: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(held);
    clearTimeout(patience);
    changes.disconnect();
    sizes.disconnect();
    removeEventListener('scroll', later, true);
    for (const act of ACTS) removeEventListener(act, stop, true);
  };
  const apply = () => {
    frame = 0;
    const boxes = sight.boxes.map(scrollBox);
    const focused = sight.focus === undefined || refocus(sight);
    if (Math.abs(scrollY - sight.top) >= 1) scrollTo(0, sight.top);
    const isThere = Math.abs(scrollY - sight.top) < NEAR && focused && boxes.every(Boolean);
    if (!isThere) {
      clearTimeout(held);
      held = undefined;
    } else held ??= setTimeout(stop, HOLD_MS);
  };
  const later = () => (frame ||= requestAnimationFrame(apply));
  const patience = setTimeout(stop, PATIENCE_MS);
  const changes = new MutationObserver(later);
  const sizes = new ResizeObserver(later);
  changes.observe(document.body, { childList: true, subtree: true });
  sizes.observe(document.body);
  addEventListener('scroll', later, true);
  for (const act of ACTS) addEventListener(act, stop, true);
  stopLast = stop;
  apply();
}

/** Gives the focus to what had it; false as long as that isn't there. */
function refocus({ focus }: Sight): boolean {
  const element = focus && findMarked(focus, FOCUSABLE);
  if (!element) return false;
  if (document.activeElement !== element) element.focus({ preventScroll: true });
  return true;
}

/** Scrolls a box to where it was; false as long as it isn't there. */
function scrollBox({ mark, top, row }: ScrolledBox): boolean {
  const box = findMarked(mark, BOXES);
  if (!box) return false;
  if (!row) {
    if (Math.abs(box.scrollTop - top) >= 1) box.scrollTop = top;
    return Math.abs(box.scrollTop - top) < NEAR;
  }
  const from = offIn(box, row);
  if (Math.abs(from) >= 1) box.scrollTop += from;
  return Math.abs(from) < NEAR;
}

/** How far a list has to be scrolled to a row; by the height of another one if it isn't drawn. */
function offIn(box: HTMLElement, { posinset, offset }: { posinset: number; offset: number }) {
  const drawn = [...box.querySelectorAll<HTMLElement>('li[aria-posinset]')];
  const at = (row: HTMLElement) => Number(row.getAttribute('aria-posinset'));
  const nearest = drawn.toSorted(
    (a, b) => Math.abs(at(a) - posinset) - Math.abs(at(b) - posinset),
  )[0];
  if (!nearest) return Infinity;
  const { top, height } = nearest.getBoundingClientRect();
  return top - box.getBoundingClientRect().top - offset + (posinset - at(nearest)) * height;
}
