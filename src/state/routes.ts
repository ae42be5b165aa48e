/** The tabs of a chart's page. */
export const TABS = ['overview', 'values', 'templates', 'manifest'] as const;
export type Tab = (typeof TABS)[number];

/** Where a chart's page reads from. */
export type ChartPlace = 'chart' | 'library';

/** A screen of the app, as the address after `#` names it. */
export type Route =
  | { view: 'publish' }
  | { view: 'pull' }
  | { view: 'library' }
  | { view: 'chart'; place: ChartPlace; reference: string; tab: Tab; file?: string }
  | { view: 'missing'; path: string };

/** The route that `hash` (`#/chart/localhost%3A5000%2Fmychart%3Alatest`) names. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#?\/?/, '');
  const [view = '', ...rest] = path.split('/').map(decode);
  if (view === '' || view === 'publish') return { view: 'publish' };
  if (view === 'pull' || (view === 'chart' && !rest[0])) return { view: 'pull' };
  if (view === 'library' && !rest[0]) return { view: 'library' };
  if ((view === 'chart' || view === 'library') && rest[0]) {
    const [reference, tab, file] = rest;
    return {
      view: 'chart',
      place: view,
      reference,
      tab: TABS.find((known) => known === tab) ?? 'overview',
      ...(file && { file }),
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

/** A person can type anything into the address; what isn't valid stays as it is. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
