/** URLs in their parts, as Go's `net/url` reads and writes them (Go 1.26, `url.go`). */
import { GoError } from './error.ts';
import { quote } from './quote.ts';
import { TextBuilder } from './text-builder.ts';
import { parseUrl } from './url.ts';
import { fromBytes, toBytes } from './utf8.ts';

export interface UrlParts {
  scheme: string;
  opaque: string;
  /** Undefined where there is none. */
  user: { name: string; password: string | undefined } | undefined;
  /** With its port. */
  host: string;
  /** Unescaped. */
  path: string;
  query: string;
  /** Unescaped. */
  fragment: string;
}

/**
 * `url.Parse`.
 *
 * @throws GoError with Go's message
 */
export function readUrl(text: string): UrlParts {
  const [before = '', fragment] = cut(text, '#');
  const refuse = (why: string, url = before): never => {
    throw new GoError(`parse ${quote(url)}: ${why}`);
  };
  // eslint-disable-next-line no-control-regex
  if (/[\0-\x1f\x7f]/.test(before)) refuse('net/url: invalid control character in URL');
  if (before.startsWith(':')) refuse('missing protocol scheme');
  const prefix = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.exec(before)?.[0] ?? '';
  const scheme = prefix.slice(0, -1).toLowerCase();
  const [path = '', query = ''] = cut(before.slice(prefix.length), '?');
  let rest = path;
  const parts: UrlParts = {
    ...{ scheme, opaque: '', user: undefined, host: '', path: '', query, fragment: '' },
  };
  if (scheme !== '' && !rest.startsWith('/')) {
    parts.opaque = rest;
    rest = '';
  } else if (!rest.startsWith('/') && rest.split('/', 1)[0]?.includes(':')) {
    refuse('first path segment in URL cannot contain colon');
  }
  if (rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))) {
    const authority = rest.slice(2).split('/', 1)[0] as string;
    rest = rest.slice(2 + authority.length);
    Object.assign(parts, readAuthority(authority, refuse));
  }
  parts.path = unescape(rest, refuse);
  if (fragment) parts.fragment = unescape(fragment, (why) => refuse(why, text));
  if (!parseUrl(text)) refuse('invalid URL');
  return parts;
}

type Refuse = (why: string) => never;

function readAuthority(authority: string, refuse: Refuse): Pick<UrlParts, 'user' | 'host'> {
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const isBracketed = host.startsWith('[');
  const close = host.lastIndexOf(']');
  if (!isBracketed && host.includes('[')) refuse('invalid IP-literal');
  if (isBracketed && close < 0) refuse("missing ']' in host");
  const port = isBracketed ? host.slice(close + 1) : (/:[^]*$/.exec(host)?.[0] ?? '');
  const last = isBracketed ? port : host.slice(Math.max(host.lastIndexOf(':'), 0));
  const colonPort = isBracketed || host.includes(':') ? last : '';
  if (colonPort !== '' && !/^:\d*$/.test(colonPort))
    refuse(`invalid port ${quote(colonPort)} after host`);
  const odd = /[ \\^`{|}#]/.exec(host)?.[0];
  if (odd) refuse(`invalid character ${quote(odd)} in host name`);
  const shown = unescape(host, refuse);
  if (at < 0) return { user: undefined, host: shown };
  const info = authority.slice(0, at);
  if (!/^[A-Za-z0-9._:~!$&'()*+,;=%@-]*$/.test(info)) refuse('net/url: invalid userinfo');
  const [name = '', password] = cut(info, ':');
  const user = {
    name: unescape(name, refuse),
    password: password === undefined ? undefined : unescape(password, refuse),
  };
  return { user, host: shown };
}

function unescape(text: string, refuse: Refuse): string {
  if (!text.includes('%')) return text;
  const [broken] = /%(?![\da-fA-F]{2}).{0,2}/su.exec(text) ?? [];
  if (broken !== undefined) refuse(`invalid URL escape ${quote(broken)}`);
  const bytes: number[] = [];
  for (const part of text.match(/%..|[^%]+/gs) ?? []) {
    if (part.startsWith('%')) bytes.push(parseInt(part.slice(1), 16));
    else bytes.push(...toBytes(part));
  }
  return fromBytes(Uint8Array.from(bytes));
}

/** What stands as it is in each part. */
const KEPT = {
  user: /[A-Za-z0-9\-_.~$&+,;=]/,
  host: /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/,
  path: /[A-Za-z0-9\-_.~$&+,/:;=@]/,
  fragment: /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/,
};

function escape(text: string, part: keyof typeof KEPT): string {
  const escaped = new TextBuilder();
  for (const byte of toBytes(text)) {
    const character = String.fromCharCode(byte);
    if (byte < 0x80 && KEPT[part].test(character)) escaped.add(character);
    else escaped.add(`%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  }
  return escaped.text();
}

/** `Userinfo.String`. */
export function writeUser({ name, password }: NonNullable<UrlParts['user']>): string {
  const escaped = escape(name, 'user');
  return password === undefined ? escaped : `${escaped}:${escape(password, 'user')}`;
}

/** `URL.String`. */
export function writeUrl({ scheme, opaque, user, host, path, query, fragment }: UrlParts): string {
  let text = scheme && `${scheme}:`;
  if (opaque !== '') {
    text += opaque;
  } else {
    if (scheme !== '' || host !== '' || user) {
      if (host !== '' || path !== '' || user) text += '//';
      if (user) text += `${writeUser(user)}@`;
      text += escape(host, 'host');
    }
    const escaped = path === '*' ? path : escape(path, 'path');
    if (escaped !== '' && !escaped.startsWith('/') && host !== '') text += '/';
    if (text === '' && escaped.split('/', 1)[0]?.includes(':')) text += './';
    text += escaped;
  }
  if (query !== '') text += `?${query}`;
  return fragment === '' ? text : `${text}#${escape(fragment, 'fragment')}`;
}

function cut(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
