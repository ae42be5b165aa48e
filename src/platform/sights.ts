/**
 * What a person saw at each entry of the tab's history: how far it was scrolled, and what had the
 * focus. A browser that goes back brings a page to where it was before there is anything on it,
 * since views are loaded and lists are read anew; so this does it (`see-again.ts`).
 */
import { readTab, writeTab } from './tab.ts';

/** An element, told from others without what the page gives it anew each time. */
export interface Mark {
  /** Its kind, and what it is called. */
  signature: string;
  /** How many of the same there are before it. */
  nth: number;
}

/** A box that scrolls by itself, and how far it was scrolled. */
export interface ScrolledBox {
  mark: Mark;
  top: number;
  /** The first row in sight of a list of which only a part is drawn, and its place in the box. */
  row?: { posinset: number; offset: number } | undefined;
}

export interface Sight {
  top: number;
  boxes: ScrolledBox[];
  focus?: Mark | undefined;
}

/** What can be scrolled can be reached by keyboard, or is a dialog. */
export const BOXES = '[tabindex="0"], dialog';
/** What takes the focus in a view. */
export const FOCUSABLE = 'a, button, input, select, textarea, summary, [tabindex]';

/** What a person does with the page, after which it is theirs. */
export const ACTS = ['keydown', 'pointerdown', 'wheel', 'touchstart'];

const SETTING = 'sights';
/** More entries than this nobody goes back. */
const MOST = 50;
const LONGEST = 80;

const sights = new Map<string, Sight>();
let entry = '';
let theirs = false;

/** Whether a person has done something with the page since its address was turned to. */
export function isTheirs(): boolean {
  return theirs;
}

/** Begins; returns what was seen here before the page was loaded anew, if it was. */
export function startSights(): Sight | undefined {
  history.scrollRestoration = 'manual';
  try {
    const kept = JSON.parse(readTab(SETTING) ?? '[]') as [string, Sight][];
    for (const [key, sight] of kept) sights.set(key, sight);
  } catch {
    // Somebody else wrote it.
  }
  addEventListener('pagehide', () => {
    keep();
    writeTab(SETTING, JSON.stringify([...sights].slice(-MOST)));
  });
  for (const act of ACTS) addEventListener(act, () => (theirs = true), true);
  const sight = enter();
  // As browsers do it, a page that is loaded has the focus nowhere.
  return sight && { ...sight, focus: undefined };
}

/**
 * To be called when the address has changed, as long as the page still shows what was there before.
 * Returns what was seen at an entry that is come back to.
 */
export function turnTo(): Sight | undefined {
  keep();
  return enter();
}

function enter(): Sight | undefined {
  theirs = false;
  const state = history.state as { entry?: string } | null;
  const known = state?.entry;
  entry = known ?? `${Date.now().toString(36)}-${history.length}`;
  if (known === undefined) history.replaceState({ entry }, '');
  return known === undefined ? undefined : sights.get(known);
}

function keep(): void {
  sights.delete(entry);
  const { activeElement } = document;
  const boxes = [...document.querySelectorAll(`main :is(${BOXES})`)]
    .filter(({ scrollTop }) => scrollTop > 0)
    .map((box) => ({ mark: markOf(box, BOXES), top: box.scrollTop, row: rowIn(box) }));
  const focus = activeElement?.closest('main *') ? markOf(activeElement, FOCUSABLE) : undefined;
  sights.set(entry, { top: scrollY, boxes, focus });
}

function rowIn(box: Element): ScrolledBox['row'] {
  const { top } = box.getBoundingClientRect();
  const rows = [...box.querySelectorAll('li[aria-posinset]')];
  const places = rows.map((row) => {
    const { top: own, bottom } = row.getBoundingClientRect();
    return { posinset: Number(row.getAttribute('aria-posinset')), offset: own - top, bottom };
  });
  const first = places
    .filter(({ bottom }) => bottom > top)
    .toSorted((a, b) => a.offset - b.offset)[0];
  return first && { posinset: first.posinset, offset: first.offset };
}

/** The element that a mark is of, among those that match `selector`. */
export function findMarked({ signature, nth }: Mark, selector: string): HTMLElement | undefined {
  const alike = [...document.querySelectorAll<HTMLElement>(`main :is(${selector})`)].filter(
    (one) => signatureOf(one) === signature,
  );
  return alike[nth];
}

function markOf(element: Element, selector: string): Mark {
  const signature = signatureOf(element);
  const alike = [...document.querySelectorAll(`main :is(${selector})`)].filter(
    (one) => signatureOf(one) === signature,
  );
  return { signature, nth: Math.max(0, alike.indexOf(element)) };
}

function signatureOf(element: Element): string {
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
  const name =
    element.getAttribute('aria-label') ??
    element.getAttribute('href') ??
    label ??
    element.textContent?.slice(0, LONGEST);
  return [element.tagName, element.getAttribute('role'), name?.trim()].join(' ');
}
