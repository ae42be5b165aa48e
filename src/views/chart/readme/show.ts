import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { Arrangement } from './arrange.ts';
import { cleaned } from './clean.ts';
import type { Places } from './links.ts';
import type { Outline } from './outline.svelte.ts';
import type { Pictures } from './pictures.ts';

/** How high up in the window a heading is when it becomes the current one, in pixels. */
const READING_LINE = 120;

export interface Showing {
  places: Places;
  pictures: Pictures;
  outline: Outline;
  /** After each piece: what has been put in place so far. */
  onpiece: (arrangement: Arrangement) => void;
  /** Once all is there, or with the error that ended it. */
  onend: (error?: unknown) => void;
}

/**
 * Fills an element with what Markdown was rendered to, piece by piece: each is cleaned, arranged and
 * added, and then the page gets its turn.
 */
export function showPieces(pieces: readonly string[], showing: Showing): Attachment<HTMLElement> {
  return (element) => {
    const { places, pictures, outline, onpiece, onend } = showing;
    const arrangement = new Arrangement(places, pictures);
    const wide = new ResizeObserver((entries) => {
      // What scrolls must be reachable by keyboard, and nothing else.
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
        else target.removeAttribute('tabindex');
      }
    });
    const follow = followReading(element, arrangement, outline);
    let left = false;
    const fill = async () => {
      for (const html of pieces) {
        const fragment = cleaned(html);
        arrangement.arrange(fragment);
        const piece = document.createElement('div');
        piece.className = 'piece';
        piece.append(fragment);
        element.append(piece);
        for (const box of piece.querySelectorAll('.scrolls')) wide.observe(box);
        outline.headings = [...arrangement.headings];
        onpiece(arrangement);
        await new Promise((resolve) => setTimeout(resolve));
        if (left) return;
      }
      arrangement.end();
      onend();
    };
    // What is read on the way is no reason to fill it anew.
    untrack(() => void fill().catch(onend));
    return () => {
      left = true;
      wide.disconnect();
      follow();
      element.replaceChildren();
      outline.headings = [];
    };
  };
}

/** Notes in the outline which heading the person has come to. Returns what ends that. */
function followReading(element: HTMLElement, { targets, headings }: Arrangement, outline: Outline) {
  let asked = 0;
  const look = () => {
    asked = 0;
    // Only the piece at the line is looked into: the others may not be laid out at all.
    const pieces = [...element.children];
    const passed = pieces.findLastIndex((one) => one.getBoundingClientRect().top <= READING_LINE);
    const isPassed = ({ name }: { name: string }) => {
      const heading = targets.get(name);
      const at = heading ? pieceOf(pieces, heading) : -1;
      if (!heading || at !== passed) return at >= 0 && at < passed;
      return heading.getBoundingClientRect().top <= READING_LINE;
    };
    outline.current = lastWhere(headings, isPassed)?.name;
  };
  const ask = () => (asked ||= requestAnimationFrame(look));
  addEventListener('scroll', ask, { passive: true });
  return () => {
    removeEventListener('scroll', ask);
    cancelAnimationFrame(asked);
  };
}

function pieceOf(pieces: readonly Element[], heading: HTMLElement): number {
  const piece = heading.closest('.piece');
  return piece ? pieces.indexOf(piece) : -1;
}

/** The last of those at the beginning of a list for which something holds. */
function lastWhere<T>(list: readonly T[], holds: (one: T) => boolean): T | undefined {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(list[middle] as T)) from = middle + 1;
    else to = middle;
  }
  return list[from - 1];
}
