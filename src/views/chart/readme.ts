import DOMPurify from 'dompurify';
import type { Attachment } from 'svelte/attachments';
import { withSigns } from '../../text/signs.ts';

/** The elements that a README needs, and none that acts, loads or leaves its place on the page. */
const ALLOWED =
  'h1 h2 h3 h4 h5 h6 p br hr blockquote pre code kbd em strong b i del s sub sup a ul ol li ' +
  'table thead tbody tr th td details summary dl dt dd div span';

/**
 * Fills an element with what Markdown was rendered to. It is hostile input: it is sanitised,
 * links are left to the web's own addresses and open in a tab of their own. The page gets its
 * turn after each piece.
 */
export function showPieces(pieces: readonly string[]): Attachment<HTMLElement> {
  return (element) => {
    let left = false;
    void (async () => {
      for (const html of pieces) {
        if (left) return;
        const piece = document.createElement('div');
        piece.className = 'piece';
        piece.append(cleaned(html));
        element.append(piece);
        await new Promise((resolve) => setTimeout(resolve));
      }
    })();
    return () => {
      left = true;
      element.replaceChildren();
    };
  };
}

function cleaned(html: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: ALLOWED.split(' '),
    ALLOWED_ATTR: ['href', 'align', 'start', 'colspan', 'rowspan'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll('a')) {
    if (/^https?:\/\//i.test(link.getAttribute('href') ?? '')) {
      link.target = '_blank';
      link.rel = 'noreferrer noopener';
    } else {
      link.removeAttribute('href');
    }
  }
  // After parsing, since HTML can also name a character by its number.
  const texts = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data } = texts.currentNode as Text;
    const shown = withSigns(data);
    if (shown !== data) (texts.currentNode as Text).data = shown;
  }
  // What scrolls must be reachable by keyboard.
  for (const wide of fragment.querySelectorAll<HTMLElement>('pre, table')) wide.tabIndex = 0;
  return fragment;
}
