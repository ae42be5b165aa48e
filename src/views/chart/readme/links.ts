/** What the page knows of the places that a README can link to. */
export interface Places {
  /** The address of the README with the heading or anchor of this name. */
  anchor(name: string): string;
  /** The address of a file of the chart, at a line if one is named; undefined if it has no such file. */
  file(path: string, lines: string | undefined): string | undefined;
}

/** Only the address of a person: no subject, body or further recipients that the link would fill in. */
const MAIL = /^mailto:[^\s?&%,;:]+@[\w.-]+$/i;
const WEB = /^https?:\/\//i;
const LINES = /^L(\d+)(?:-L(\d+))?$/;

/** Where a link in a README leads. */
export type Target =
  | { kind: 'web' | 'mail' | 'file'; href: string }
  | { kind: 'anchor'; name: string; href: string }
  | undefined;

/** Reads a link's address; undefined for whatever the page doesn't lead to. */
export function targetOf(address: string, places: Places): Target {
  if (WEB.test(address)) return URL.canParse(address) ? { kind: 'web', href: address } : undefined;
  if (MAIL.test(address)) return { kind: 'mail', href: address };
  if (address.startsWith('#')) {
    const name = decoded(address.slice(1));
    return { kind: 'anchor', name, href: places.anchor(name) };
  }
  const [, path = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(address) ?? [];
  const [, from, to] = LINES.exec(fragment) ?? [];
  const lines = from && to ? `${from}-${to}` : from;
  const href = places.file(pathInChart(path), lines);
  return href === undefined ? undefined : { kind: 'file', href };
}

/** An address beside the README as a path in the chart; one that leads out of it names no file. */
export function pathInChart(address: string): string {
  const parts: string[] = [];
  for (const part of decoded(address.replace(/[?#].*$/s, '')).split('/')) {
    if (part === '..' && parts.pop() === undefined) return '';
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
