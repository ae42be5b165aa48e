/** The tags that GitHub shows as text (GFM, 6.11 "Disallowed Raw HTML"). */
const SHOWN = 'title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext';
/**
 * Elements that a browser reads by rules of their own, or whose content a sanitiser removes with
 * them: one that is left open in a sentence would take away all that follows. GitHub leaves out
 * the tag alone.
 */
const LEFT_OUT =
  'svg|math|template|noscript|select|option|optgroup|object|applet|embed|video|audio|canvas|' +
  'colgroup|col|frameset|frame|html|head|body|base|link|meta|form|button|dialog|picture|source';

const SHOWN_TAG = new RegExp(`<(?=/?(?:${SHOWN})(?:[\\s/>]|$))`, 'gi');
const LEFT_OUT_TAG = new RegExp(`</?(?:${LEFT_OUT})(?=[\\s/>])[^<>]*>`, 'gi');

/**
 * HTML as it stands in Markdown, with the tags that would change how the rest is read made harmless
 * for it. This is about showing all of a text: it doesn't make HTML safe.
 */
export function filterTags(html: string): string {
  return html.replace(LEFT_OUT_TAG, '').replace(SHOWN_TAG, '&lt;');
}

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
