import { packArchive } from '../chart/archive.ts';
import type { ChartFile } from '../chart/files.ts';
import { helm2MetaJson } from '../chart/metadata-json.ts';
import type { ChartMetadata } from '../chart/metadata.ts';
import { assembleManifest, describe, emptyConfig } from './artifact.ts';
import type { Artifact } from './format.ts';
import { DEMO_CONTENT, DEMO_META, TITLE } from '../oci/chart-media-types.ts';

/** The placeholder for name and version in the content layer, and so the name of its top folder. */
export const PLACEHOLDER = '-';
/** Chart.yaml of the content layer, as Helm 2 wrote a chart of that name and version. */
const PLACEHOLDER_CHART_YAML = `name: '${PLACEHOLDER}'\nversion: '${PLACEHOLDER}'\n`;

/**
 * The two layers of the 2019 demo: Chart.yaml as JSON without name and version, and all other files
 * in an archive that contains neither. Charts that differ only in Chart.yaml share the second
 * layer.
 *
 * @param metadata that of Chart.yaml alone: dependencies that a v1 chart declares in
 *   requirements.yaml stay in that file, which is in the content layer
 * @param files in packing order
 */
export async function assembleTwoLayer(
  metadata: ChartMetadata,
  files: ChartFile[],
): Promise<Artifact> {
  const meta = await describe(DEMO_META, new Blob([helm2MetaJson(metadata)]), {
    [TITLE]: 'meta.json',
  });
  const content = await describe(DEMO_CONTENT, packArchive(PLACEHOLDER, withoutNames(files)), {
    'chart.name': metadata.name,
    'chart.version': metadata.version,
    [TITLE]: 'content.tgz',
  });
  return assembleManifest(await emptyConfig(), [meta, content]);
}

function withoutNames(files: ChartFile[]): ChartFile[] {
  const bytes = new TextEncoder().encode(PLACEHOLDER_CHART_YAML);
  return files.map((file) => (file.path === 'Chart.yaml' ? { path: file.path, bytes } : file));
}
