import { withoutScheme } from '../core/oci/pasted.ts';
import { isRegistryHost, isRepositoryName } from '../core/oci/reference.ts';

/** The tabs of a chart's page. */
export const TABS = [
  'overview',
  'values',
  'files',
  'rendered',
  'manifest',
  'attached',
  'versions',
] as const;
export type Tab = (typeof TABS)[number];

/** The source of a chart's page: a registry, the library, or a chart repository. */
export type ChartPlace = 'chart' | 'library' | 'repository';

/** The tab of a registry's page: its repositories and their versions, or the connection check. */
export type RegistryTab = 'repositories' | 'check';

/**
 * The state of a page beyond its place, as the address has it after `?`: `q` is what is searched for
 * or filtered by, `line` the marked lines of a file (`12`, `12-20`). A page ignores unknown keys.
 */
export type Query = Readonly<Record<string, string>>;

/** A screen of the app, as the address after `#` names it. */
export type Route =
  | { view: 'publish' }
  | { view: 'pull' }
  | { view: 'library'; query: Query }
  | { view: 'registries' }
  | { view: 'keys' }
  | { view: 'about' }
  /** What is to be copied, as `copyHref` writes it. */
  | { view: 'copy'; query: Query }
  /** A chart repository of Helm's older kind, by its address. */
  | { view: 'repository'; url: string; query: Query }
  | { view: 'registry'; host: string; tab: RegistryTab; repository?: string; query: Query }
  | {
      view: 'chart';
      place: ChartPlace;
      reference: string;
      tab: Tab;
      /** What the tab shows: a heading (overview), a key's path (values), a file's path (files, rendered). */
      part?: string | undefined;
      query: Query;
    }
  | {
      view: 'compare';
      /** What is compared, as `parseSide` reads it; empty until it is chosen. */
      before: string;
      after: string;
      query: Query;
    }
  | { view: 'missing'; path: string };

/** What a chart's page shows: a tab, what is looked into there, and in which state. */
export interface ChartSight {
  tab?: Tab | undefined;
  part?: string | undefined;
  query?: Query | undefined;
}

/** Names that tabs had earlier, in addresses that somebody may have kept. */
const FORMER_TABS: Record<string, Tab> = { templates: 'files' };

/**
 * The route that `hash` names: `#/chart/localhost%3A5000%2Fmychart%3A2.7.1`. A reference may also
 * stand there as it is typed, with or without `oci://`: `#/chart/localhost:5000/mychart:2.7.1/files`.
 */
export function parseRoute(hash: string): Route {
  const [address = '', search = ''] = splitOnce(hash.replace(/^#?\/?/, ''), '?');
  const [view = '', tail = ''] = splitOnce(address, '/');
  const query = parseQuery(search);
  const parts = (tail === '' ? [] : tail.split('/')).map(decode);
  if (view === '' || view === 'publish') return { view: 'publish' };
  if (view === 'pull' || (view === 'chart' && !parts[0])) return { view: 'pull' };
  if (view === 'keys' || view === 'about') return { view };
  if (view === 'copy') return { view, query };
  if (view === 'library' && !parts[0]) return { view: 'library', query };
  if (view === 'registries' || (view === 'registry' && !parts[0])) return { view: 'registries' };
  if (view === 'registry') {
    const registry = registryOf(parts);
    if (registry) return { view, ...registry, query };
  }
  if (view === 'repository') {
    // `formatListed` writes them; one with a version is a chart.
    const [url = '', entry = ''] = splitOnce(parts[0] ?? '', '#');
    if (url === '') return { view: 'registries' };
    if (!entry.includes(':')) return { view, url, query };
    return { view: 'chart', place: view, ...chartOf(tail), query };
  }
  if (view === 'chart' || view === 'library') {
    return { view: 'chart', place: view, ...chartOf(withoutScheme(tail)), query };
  }
  if (view === 'compare') return { view, ...sidesOf(tail), query };
  return { view: 'missing', path: decode(address) };
}

/** The address of a comparison: `#/compare/<before>/<after>`; a side is empty until it is chosen. */
export function compareHref(before: string, after: string, query?: Query): string {
  const sides = [before, after].map(encodeURIComponent).join('/');
  return `#/compare/${sides}${formatQuery(query)}`;
}

/** The address of a chart's page: `#/chart/<reference>/<tab>/<part>?<query>`. */
export function chartHref(
  place: ChartPlace,
  reference: string,
  { tab = 'overview', part, query }: ChartSight = {},
): string {
  const parts = [place, encodeURIComponent(reference)];
  if (tab !== 'overview' || part) parts.push(tab);
  if (part) parts.push(encodeURIComponent(part));
  return `#/${parts.join('/')}${formatQuery(query)}`;
}

/** The address of a registry's page: `#/registry/<host>`, with a repository or `check` in it. */
export function registryHref(
  host: string,
  tab?: RegistryTab,
  repository?: string,
  query?: Query,
): string {
  const base = `#/registry/${encodeURIComponent(host)}`;
  if (repository !== undefined) {
    return `${base}/repository/${encodeURIComponent(repository)}${formatQuery(query)}`;
  }
  return `${base}${tab === 'check' ? '/check' : ''}${formatQuery(query)}`;
}

/** The address of a chart repository's page: `#/repository/<address>?<query>`. */
export function repositoryHref(url: string, query?: Query): string {
  return `#/repository/${encodeURIComponent(url)}${formatQuery(query)}`;
}

/** The address of the library: `#/library?<query>`. */
export function libraryHref(query?: Query): string {
  return `#/library${formatQuery(query)}`;
}

/** A query with some of its keys changed; what is empty isn't in an address. */
export function changedQuery(query: Query, change: Query): Query {
  const entries = Object.entries({ ...query, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** The address of the page that copies these references, or names in the library. */
export function copyFrom(names: readonly string[], place?: 'library'): string {
  return copyHref({ from: names.join(' '), ...(place && { place }) });
}

/** The address of the page that copies what `query` says. */
export function copyHref(query: Query): string {
  return `#/copy${formatQuery(query)}`;
}

function registryOf(parts: readonly string[]) {
  const [typed = '', tab, ...names] = parts;
  if (!isRegistryHost(typed)) return undefined;
  const host = typed.toLowerCase();
  const repository = names.join('/');
  if (tab === 'repository' && isRepositoryName(repository)) {
    return { host, tab: 'repositories', repository } as const;
  }
  return { host, tab: tab === 'check' ? 'check' : 'repositories' } as const;
}

function chartOf(tail: string) {
  const parts = tail.split('/').map(decode);
  const length = referenceLength(parts);
  const [named, ...part] = parts.slice(length);
  return {
    reference: parts.slice(0, length).join('/'),
    tab: TABS.find((known) => known === named) ?? FORMER_TABS[named ?? ''] ?? 'overview',
    part: part.join('/') || undefined,
  };
}

/** Both sides of a comparison; references may stand there as they are typed. */
function sidesOf(tail: string): { before: string; after: string } {
  const parts = tail.split('/');
  const length = parts.length > 2 ? referenceLength(parts.map(decode)) : 1;
  const join = (part: string[]) => sideIn(part.map(decode).join('/'));
  return { before: join(parts.slice(0, length)), after: join(parts.slice(length)) };
}

/** A reference may be pasted with its scheme; the address of a chart repository begins with its own. */
function sideIn(text: string): string {
  return text.includes('#') ? text : withoutScheme(text);
}

/**
 * How many of an address's parts are the reference: one, if it is encoded. As it is typed, it begins
 * with a part that is a registry's host, and ends with the first one that has a tag or digest, which
 * no other part of a reference has a sign for. Without one it takes all there is.
 */
function referenceLength([host = '', ...path]: readonly string[]): number {
  if (!isRegistryHost(host)) return 1;
  const end = path.findIndex((part) => /[:@]/.test(part));
  return (end < 0 ? path.length : end + 1) + 1;
}

function parseQuery(search: string): Query {
  return Object.fromEntries(new URLSearchParams(search));
}

function formatQuery(query: Query = {}): string {
  const search = new URLSearchParams(query).toString();
  return search && `?${search}`;
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/**
 * Decodes a part of the address. A person can type anything there; an invalid part stays as it is.
 */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
