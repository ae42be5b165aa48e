import DOMPurify from 'dompurify';

/** The elements that a README needs, and none that acts, loads or leaves its place on the page. */
const SHOWN =
  'h1 h2 h3 h4 h5 h6 p br hr blockquote pre code kbd samp var em strong b i u del ins s sub sup a ' +
  'ul ol li table thead tbody tfoot caption tr th td details summary dl dt dd div span ruby rt rp';
/**
 * Two more are let through only as far as the fragment, which belongs to a document without a page,
 * where nothing is loaded: `arrange` puts our own elements in the place of each one.
 */
const REPLACED = 'img input';

/** How a text is laid out; none of them names, loads or styles anything. */
const LAYOUT = 'align start reversed colspan rowspan open';
/**
 * What `arrange` reads and then takes away or makes anew: addresses (each is held against the few
 * kinds of links that the page makes), names (which could stand before what scripts look for in the
 * document, "DOM clobbering"), and what pictures and boxes to tick say.
 */
const READ = 'href id name src alt width height type checked';

/** Whether a README can be cleaned here at all; where it can't be, nothing of it is shown as HTML. */
export const canClean = DOMPurify.isSupported;

/**
 * Parses what Markdown was rendered to, which is hostile input, and leaves only what `SHOWN`,
 * `REPLACED`, `LAYOUT` and `READ` name. The fragment must go through `arrange` before it becomes
 * part of the page.
 */
export function cleaned(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: `${SHOWN} ${REPLACED}`.split(' '),
    ALLOWED_ATTR: `${LAYOUT} ${READ}`.split(' '),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    // Names such as `links` would be taken away before they are read; `arrange` takes away all.
    SANITIZE_DOM: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
