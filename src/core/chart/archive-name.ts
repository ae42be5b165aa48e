import type { ChartMetadata } from './metadata.ts';

/** The name `helm package` and `helm pull` give a chart's archive. */
export function archiveName({ name, version }: Pick<ChartMetadata, 'name' | 'version'>): string {
  return `${name}-${version}.tgz`;
}
