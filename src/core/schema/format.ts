import { escapePath } from '../go/url-resolve.ts';
import { isIPv6, parseUrl, type GoUrl } from '../go/url.ts';
import { unescape } from './address.ts';

/** Two characters that Go's `strconv.Atoi` takes for a number that isn't negative. */
const TWO = '(?:[0-9]{2}|[+][0-9]|-0)';
const TIME = new RegExp(
  `^(${TWO}):(${TWO}):(${TWO})(?:\\.[0-9]+)?(?:[zZ]|([+-])(${TWO}):(${TWO}))$`,
);
const POINTER = '(?:/(?:[^~/]|~[01])*)*';
const NUMBER = '(?:0|[1-9][0-9]*)';
const IDENTIFIER = '[0-9A-Za-z-]+';
const PRERELEASE = `(?:${NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`;

/** Whether a text has each format (`format.go`), which is neither always the RFC's nor Go's way. */
const FORMATS: Record<string, (text: string) => boolean> = {
  'json-pointer': matches(`^${POINTER}$`),
  'relative-json-pointer': matches(`^${NUMBER}(?:#|${POINTER})$`),
  uuid: matches('^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 'i'),
  duration: matches(
    '^P(?:[0-9]+W|(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?)$',
  ),
  period: isPeriod,
  ipv4: isIPv4,
  ipv6: isPlainIPv6,
  hostname: isHostname,
  email: isEmail,
  date: isDate,
  time: isTime,
  'date-time': isDateTime,
  uri: isUri,
  iri: isUri,
  'uri-reference': isUriReference,
  'iri-reference': isUriReference,
  'uri-template': isUriTemplate,
  semver: matches(
    `^${NUMBER}(?:\\.${NUMBER}){2}(?:-${PRERELEASE}(?:\\.${PRERELEASE})*)?(?:\\+${IDENTIFIER}(?:\\.${IDENTIFIER})*)?$`,
  ),
};

/** Whether a text has a format; every text has one that isn't known. */
export function hasFormat(text: string, format: string): boolean {
  const check = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  return check ? check(text) : true;
}

function matches(source: string, flags = ''): (text: string) => boolean {
  const pattern = new RegExp(source, `u${flags}`);
  return (text) => pattern.test(text);
}

function isPeriod(text: string): boolean {
  const at = text.indexOf('/');
  const [start, end] = [text.slice(0, at), text.slice(at + 1)];
  const isDuration = (each: string) => hasFormat(each, 'duration');
  if (at < 0) return false;
  if (start.startsWith('P')) return isDuration(start) && isDateTime(end);
  return isDateTime(start) && (end.startsWith('P') ? isDuration(end) : isDateTime(end));
}

function isIPv4(text: string): boolean {
  const groups = text.split('.');
  return (
    groups.length === 4 &&
    groups.every((group) => /^(?:0|[1-9][0-9]*|\+[0-9]+|-0+)$/.test(group) && Number(group) <= 255)
  );
}

function isPlainIPv6(text: string): boolean {
  return /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(text) && isIPv6(text);
}

function isHostname(text: string): boolean {
  const name = text.replace(/\.$/, '');
  const labels = name.split('.');
  return (
    name.length <= 253 &&
    labels.every((label) => /^(?!-)[A-Za-z0-9-]{1,63}$/.test(label) && !label.endsWith('-'))
  );
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const length = (each: string) => new TextEncoder().encode(each).length;
  if (at < 0 || length(text) > 254 || length(local) > 64) return false;
  const isLocal =
    /^"[^"\\]*"$/.test(local) ||
    (/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]*$/.test(local) && !/^\.|\.$|\.\./.test(local));
  if (!isLocal) return false;
  const [, version, address] = /^\[(IPv6:)?([^]*)\]$/.exec(domain) ?? [];
  if (address === undefined) return isHostname(domain);
  return version ? isPlainIPv6(address) : isIPv4(address);
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? [];
  if (!year || Number(month) < 1 || Number(month) > 12 || Number(day) < 1) return false;
  // Day 0 of the next month; a leap year like the given one stands for it, since years below 100
  // mean others to JavaScript.
  const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(day) <= last;
}

function isTime(text: string): boolean {
  const found = TIME.exec(text);
  if (!found) return false;
  const [, hour, minute, second, sign, ...offset] = found;
  const [zoneHour = 0, zoneMinute = 0] = offset.map((each) => Number(each ?? 0));
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 60 || zoneHour > 23 || zoneMinute > 59) return false;
  if (s < 60) return true;
  // A leap second is at the end of a day.
  const shift = (zoneHour * 60 + zoneMinute) * (sign === '-' ? 1 : -1);
  const inDay = h * 60 + m + shift;
  return (inDay < 0 ? inDay + 24 * 60 : inDay) === 24 * 60 - 1;
}

function isDateTime(text: string): boolean {
  return /^.{10}[tT]/.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

function isUri(text: string): boolean {
  return Boolean(urlOf(text)?.scheme);
}

function isUriReference(text: string): boolean {
  return !text.includes('\\') && urlOf(text) !== undefined;
}

function isUriTemplate(text: string): boolean {
  const url = urlOf(text);
  if (!url) return false;
  const { path } = url;
  // Go keeps the path as it is written only where it wouldn't write it like that itself.
  if (path === escapePath(unescape(path) ?? path)) return true;
  return path.split('/').every((part) => {
    const braces = (unescape(part) ?? '').replace(/[^{}]/g, '');
    return /^(?:\{\})*$/.test(braces);
  });
}

/** A URL, in which IPv6 addresses stand in brackets. */
function urlOf(text: string): GoUrl | undefined {
  const url = parseUrl(text);
  if (!url) return undefined;
  const bracketed = /^\[(.*)\](?::\d*)?$/.exec(url.host)?.[1];
  const name = bracketed ?? url.host.replace(/:\d*$/, '');
  if (!name.includes(':')) return url;
  return bracketed !== undefined && isPlainIPv6(name) ? url : undefined;
}
