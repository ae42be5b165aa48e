/** Whose side a failure is on. */
export type Side =
  'chart' | 'archive' | 'reference' | 'registry' | 'connection' | 'site' | 'browser' | 'us';

const SIDES: Record<Side, string> = {
  chart: 'In the chart',
  archive: 'In the archive',
  reference: 'In the reference',
  registry: 'At the registry',
  connection: 'On the way to the registry',
  site: 'At this site’s proxy',
  browser: 'In this browser',
  us: 'In Chartroom',
};

/** The heading that says on whose side a failure is. */
export function sideName(side: Side): string {
  return SIDES[side];
}
