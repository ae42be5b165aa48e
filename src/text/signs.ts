/**
 * Text from outside, made safe to show: a character that is invisible, or that would change how
 * the text around it is shown, is replaced by a visible sign, and a very long text is cut.
 */
import { count } from './units.ts';

/**
 * Controls but for tab and line ends; and the characters that turn the direction of writing
 * (Unicode Bidirectional Algorithm, UAX #9), with which a text can be made to look like another one.
 */
// eslint-disable-next-line no-control-regex -- the pattern looks for control characters
const UNSEEN = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Where Unicode has pictures of the controls below U+0020. */
const PICTURES = 0x2400;
const DELETE = 0x7f;
const PICTURE_OF_DELETE = '\u2421';

/** `text` with its unseen characters as signs: `␀`, `[U+202E]`. */
export function withSigns(text: string): string {
  return text.replace(UNSEEN, signOf);
}

function signOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  if (code === DELETE) return PICTURE_OF_DELETE;
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Names of files and references are shorter than this, unless somebody means harm. */
export const LONGEST_NAME = 300;
/** The bound for descriptions and messages, which people read in one go. */
export const LONGEST_PROSE = 2000;

/** A name, version or address from outside: on one line, its unseen characters as signs. */
export function shownName(text: string, most = LONGEST_NAME): string {
  const cut = text.length > most;
  // One half of a surrogate pair isn't a character.
  const part = cut ? text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '') : text;
  const shown = withSigns(part).replace(/[\t\r\n]+/g, ' ');
  return cut ? `${shown}… (${count(text.length, 'character')})` : shown;
}

/** A description or message from outside, which may have lines and be longer than a name. */
export function shownProse(text: string, most = LONGEST_PROSE): string {
  if (text.length <= most) return withSigns(text);
  const part = text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  return `${withSigns(part)}… (${count(text.length, 'character')})`;
}
