import { resolveUrl } from '../go/url-resolve.ts';

/** An address with what follows its `#`, unescaped: a JSON pointer, or the name of an anchor. */
export interface Address {
  url: string;
  fragment: string;
}

/** The address that a reference means in a schema with the address `base`; undefined if it is none. */
export function join(base: string, reference: string): Address | undefined {
  const [url, escaped] = cutFragment(reference);
  const fragment = unescape(escaped);
  const resolved = resolveUrl(base, url);
  return resolved === undefined || fragment === undefined ? undefined : { url: resolved, fragment };
}

/** An address as its own text, and what follows the first `#`. */
export function cutFragment(address: string): [url: string, fragment: string] {
  const at = address.indexOf('#');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}

/** Go's `url.PathUnescape`. */
export function unescape(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    // Bytes that aren't UTF-8, which no key has.
    return text;
  }
}

/** Whether a fragment is a JSON pointer; otherwise it is the name of an anchor. */
export function isPointer(fragment: string): boolean {
  return fragment === '' || fragment.startsWith('/');
}
