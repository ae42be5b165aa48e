import { isRegistryHost, isRepositoryName } from '../core/oci/reference.ts';

/** The tabs of a chart's page. */
export const TABS = ['overview', 'values', 'templates', 'manifest', 'versions'] as const;
export type Tab = (typeof TABS)[number];

/** The source of a chart's page. */
export type ChartPlace = 'chart' | 'library';

/** The tab of a registry's page: its repositories and their versions, or the connection check. */
export type RegistryTab = 'repositories' | 'check';

/** A screen of the app, as the address after `#` names it. */
export type Route =
  | { view: 'publish' }
  | { view: 'pull' }
  | { view: 'library' }
  | { view: 'registries' }
  | { view: 'registry'; host: string; tab: RegistryTab; repository?: string }
  | { view: 'chart'; place: ChartPlace; reference: string; tab: Tab; file?: string | undefined }
  | { view: 'missing'; path: string };

/** The route that `hash` (`#/chart/localhost%3A5000%2Fmychart%3Alatest`) names. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '');
  const [view = '', ...rest] = path.split('/').map(decode);
  if (view === '' || view === 'publish') return { view: 'publish' };
  if (view === 'pull' || (view === 'chart' && !rest[0])) return { view: 'pull' };
  if (view === 'library' && !rest[0]) return { view: 'library' };
  if (view === 'registries' || (view === 'registry' && !rest[0])) return { view: 'registries' };
  if (view === 'registry' && rest[0] && isRegistryHost(rest[0])) {
    const [typed, tab, repository] = rest;
    const host = typed.toLowerCase();
    if (tab === 'repository' && repository && isRepositoryName(repository)) {
      return { view, host, tab: 'repositories', repository };
    }
    return { view, host, tab: tab === 'check' ? 'check' : 'repositories' };
  }
  if ((view === 'chart' || view === 'library') && rest[0]) {
    const [reference, tab, file] = rest;
    return {
      view: 'chart',
      place: view,
      reference,
      tab: TABS.find((known) => known === tab) ?? 'overview',
      file: file || undefined,
    };
  }
  return { view: 'missing', path };
}

/** The address of a chart's page: `#/chart/<reference>`, then its tab and a file's path. */
export function chartHref(
  place: ChartPlace,
  reference: string,
  tab: Tab = 'overview',
  file?: string,
): string {
  const parts = [place, encodeURIComponent(reference)];
  if (tab !== 'overview' || file) parts.push(tab);
  if (file) parts.push(encodeURIComponent(file));
  return `#/${parts.join('/')}`;
}

/** The address of a registry's page: `#/registry/<host>`, with a repository or `check` in it. */
export function registryHref(host: string, tab?: RegistryTab, repository?: string): string {
  const base = `#/registry/${encodeURIComponent(host)}`;
  if (repository !== undefined) return `${base}/repository/${encodeURIComponent(repository)}`;
  return tab === 'check' ? `${base}/check` : base;
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
