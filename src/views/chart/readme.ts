import DOMPurify from 'dompurify';
import { Marked } from 'marked';

/** The elements that a README needs, and none that acts, loads or leaves its place on the page. */
const ALLOWED =
  'h1 h2 h3 h4 h5 h6 p br hr blockquote pre code kbd em strong b i del s sub sup a ul ol li ' +
  'table thead tbody tr th td details summary dl dt dd div span';

const marked = new Marked({
  gfm: true,
  renderer: {
    // The page's own heading is the only first one.
    heading({ tokens, depth }) {
      const level = Math.min(depth + 1, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    // Pictures lie elsewhere: fetching one would tell its host that the chart is looked at.
    image({ href, text }) {
      return `<a href="${escape(href)}">${escape(text || href)}</a>`;
    },
  },
});

/**
 * A README as elements. It is hostile input: what markdown makes of it is sanitised, links
 * are left to the web's own addresses and open in a tab of their own, and pictures become
 * links.
 */
export async function renderReadme(content: Blob): Promise<DocumentFragment> {
  const html = await marked.parse(await content.text());
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
  // What scrolls must be reachable by keyboard.
  for (const wide of fragment.querySelectorAll<HTMLElement>('pre, table')) wide.tabIndex = 0;
  return fragment;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
