/**
 * The e-mail addresses and URLs that Helm's lint accepts: the rules of the Go library govalidator
 * (`IsEmail`, `IsURL`, `IsRequestURL`), which are laxer than any RFC in some respects and stricter
 * in others. Its patterns are rewritten, since the originals take exponential time in a
 * backtracking engine.
 */
import { isIPv6, parseRequestUri, parseUrl } from '../go/url.ts';

const EXTENDED = String.raw`\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef`;
const ATOM = `[a-zA-Z0-9!#$%&'*+/=?^_\`{|}~${EXTENDED}-]+`;
const FOLDING = String.raw`(?:(?:[ \t]*\r\n)?[ \t]+)?`;
const QUOTED_TEXT =
  String.raw`[\x01-\x08\x0b\x0c\x0e-\x1f\x21\x23-\x5b\x5d-\x7f${EXTENDED}]` +
  String.raw`|\([\x01-\x09\x0b-\x7f]`;
const LETTER = `[a-zA-Z${EXTENDED}]`;
const WORD = `[a-zA-Z0-9${EXTENDED}]`;
/**
 * A quoted name repeats its opening quote with each character, since govalidator's pattern has lost
 * a backslash: `"a"b"@c.de` passes, `"ab"@c.de` doesn't.
 */
const EMAIL = new RegExp(
  `^(?:${ATOM}(?:\\.${ATOM})*|(?:"${FOLDING}(?:${QUOTED_TEXT}))*${FOLDING}")@` +
    `${WORD}(?:[a-zA-Z0-9._~${EXTENDED}-]*${WORD})?\\.` +
    `${LETTER}(?:[a-zA-Z0-9_~${EXTENDED}-]*${LETTER})?\\.?$`,
  'u',
);

export function isEmail(text: string): boolean {
  return EMAIL.test(text);
}

/** An absolute URL of any scheme: what `sources` and `icon` must be. */
export function isRequestUrl(text: string): boolean {
  return (parseRequestUri(text)?.scheme ?? '') !== '';
}

const SCHEME = /^(?:ftp|tcp|udp|wss?|https?):\/\//;
const OCTET = String.raw`(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])`;
const IPV4 = String.raw`(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3]|24\d|25[0-5])(?:\.${OCTET}){3}`;
const BEYOND = String.raw`\u00a1-\uffff`;
const NAME =
  String.raw`(?:[a-zA-Z0-9][a-zA-Z0-9_-]*[a-zA-Z0-9](?:[-.][a-zA-Z0-9]+)*|www\.|` +
  String.raw`[a-zA-Z0-9](?:[-_.]?[a-zA-Z0-9])*[a-zA-Z0-9]\.[a-zA-Z0-9]+)?` +
  `[a-zA-Z0-9${BEYOND}]+(?:-{1,2}[a-zA-Z0-9${BEYOND}]+)*(?:\\.[a-zA-Z${BEYOND}]+)?`;
const AFTER_HOST = String.raw`\.?(?::\d{1,5})?(?:[/?#][^\t\n\f\r ]*)?$`;
const AT_HOST = new RegExp(`^(?:${IPV4}|${NAME})${AFTER_HOST}`, 'u');
const ZONED = 'fe80:(?::[0-9a-fA-F]{0,4}){0,4}%[0-9a-zA-Z]+';
const AT_IPV6 = new RegExp(String.raw`^\[(?:([0-9a-fA-F:.]+)|${ZONED})\]${AFTER_HOST}`, 'u');

/** A web address, with or without a scheme: what a maintainer's `url` must be. */
export function isUrl(text: string): boolean {
  if (
    new TextEncoder().encode(text).length <= 3 ||
    [...text].length >= 2083 ||
    text.startsWith('.')
  )
    return false;
  const url = parseUrl(text.includes(':') && !text.includes('://') ? `http://${text}` : text);
  if (!url || url.host.startsWith('.')) return false;
  if (url.host === '' && url.path !== '' && !url.path.includes('.')) return false;
  return startsAtHost(text) || startsAtHost(text.replace(SCHEME, '')) || withoutUser(text);
}

function startsAtHost(text: string): boolean {
  const bracketed = AT_IPV6.exec(text);
  if (!bracketed) return AT_HOST.test(text);
  return bracketed[1] === undefined || isIPv6(bracketed[1]);
}

/** The text without user information: anything but white space may precede the `@`. */
function withoutUser(text: string): boolean {
  const [user = ''] = text.split(/[\t\n\f\r ]/, 1);
  for (let at = user.indexOf('@', 1); at > 0; at = user.indexOf('@', at + 1)) {
    if (startsAtHost(text.slice(at + 1))) return true;
  }
  return false;
}
