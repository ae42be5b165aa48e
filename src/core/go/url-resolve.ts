import { parseUrl } from './url.ts';

/** The parts of a URL without a fragment, as Go's `url.URL` holds them. */
interface Parts {
  scheme: string;
  /** What follows the scheme, if that is neither a path from the root nor an authority. */
  opaque: string;
  /** With `//` before it; undefined if there is none. */
  authority: string | undefined;
  path: string;
  /** With its question mark. */
  query: string;
}

/** What Go leaves in a path as it is if it is there (`validEncoded`). */
const VALID_PATH = /^[\w.~$&+,/:;=@!'()*[\]%-]*$/;
/** What Go doesn't escape in a path (`shouldEscape`). */
const UNESCAPED = /[\w.~$&+,/:;=@-]/;

/**
 * A reference to something in or beside what is at `base`, both without a fragment, as one address
 * (Go 1.26, `net/url`, ResolveReference and String); undefined if one of them is no URL.
 */
export function resolveUrl(base: string, reference: string): string | undefined {
  if (!parseUrl(base) || !parseUrl(reference)) return undefined;
  const [from, to] = [split(base), split(reference)];
  if (to.scheme !== '' || to.authority !== undefined) {
    const path = to.opaque === '' ? resolvePath(escapedPath(to.path), '') : '';
    return write({ ...to, scheme: to.scheme || from.scheme, path });
  }
  const query = to.path === '' && to.query === '' ? from.query : to.query;
  if (from.opaque !== '') return write({ ...from, query });
  return write({ ...from, path: resolvePath(escapedPath(from.path), escapedPath(to.path)), query });
}

function split(url: string): Parts {
  const [, scheme = '', rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?([^]*)$/.exec(url) ?? [];
  const [, before = '', query = ''] = /^([^?]*)(\?[^]*)?$/.exec(rest) ?? [];
  const parts = { scheme: scheme.toLowerCase(), opaque: '', authority: undefined, path: '', query };
  if (scheme !== '' && !before.startsWith('/')) return { ...parts, opaque: before };
  if (!before.startsWith('//') || (scheme === '' && before.startsWith('///')))
    return { ...parts, path: before };
  const [, authority, path = ''] = /^(\/\/[^/]*)([^]*)$/.exec(before) ?? [];
  return { ...parts, authority, path };
}

function write({ scheme, opaque, authority, path, query }: Parts): string {
  const start = scheme === '' ? '' : `${scheme}:`;
  if (opaque !== '') return `${start}${opaque}${query}`;
  const host = authority === '//' && path === '' ? '' : (authority ?? '');
  const gap = host.length > 2 && path !== '' && !path.startsWith('/') ? '/' : '';
  return `${start}${host}${gap}${path}${query}`;
}

/** A path as Go writes it: as it is if it is well-formed, otherwise escaped anew. */
function escapedPath(path: string): string {
  return VALID_PATH.test(path) ? path : escapePath(decodeURIComponent(path));
}

/** A path, unescaped before, in the escaping that Go chooses by itself. */
export function escapePath(path: string): string {
  return [...path].map((each) => (UNESCAPED.test(each) ? each : escapeBytes(each))).join('');
}

function escapeBytes(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** A path in a folder, without dots (`resolvePath`). */
function resolvePath(base: string, reference: string): string {
  const full =
    reference === ''
      ? base
      : reference.startsWith('/')
        ? reference
        : base.slice(0, base.lastIndexOf('/') + 1) + reference;
  if (full === '') return '';
  const folders: string[] = [];
  const elements = full.replace(/^\//, '').split('/');
  for (const element of elements) {
    if (element === '..') folders.pop();
    else if (element !== '.') folders.push(element);
  }
  const last = elements.at(-1);
  return `/${folders.join('/')}${(last === '.' || last === '..') && folders.length > 0 ? '/' : ''}`;
}
