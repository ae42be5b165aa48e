import { decode, decodeFitting, type Misfits } from '../yaml/decode.ts';
import { entryAt, type YamlNode } from '../yaml/node.ts';
import { configJson } from './metadata-json.ts';
import { METADATA, type LooseMetadata } from './metadata-shape.ts';
import { validateMetadata } from './metadata-validate.ts';
import type { ChartMetadata } from './metadata.ts';

/** A file with metadata, and what it holds; undefined if it is empty. */
export interface MetadataFile {
  path: string;
  document: YamlNode | undefined;
}

/**
 * The metadata in Chart.yaml, neither checked nor cleaned: even the name may be missing. With
 * `onto` it reads the requirements.yaml that v1 charts may have, on top of Chart.yaml's metadata. A
 * value of the wrong type is `chart.metadata-invalid`.
 */
export function decodeMetadata(
  { path, document }: MetadataFile,
  onto: LooseMetadata = {},
): LooseMetadata {
  return (document && decode(METADATA, document, path, onto)) ?? onto;
}

/**
 * What of the metadata in Chart.yaml has the right type, for checks of a chart that Helm doesn't
 * load; `misfits` are the fields that haven't.
 */
export function decodeFittingMetadata({ path, document }: MetadataFile): {
  metadata: LooseMetadata;
  misfits: Misfits;
} {
  if (!document) return { metadata: {}, misfits: [] };
  const { value = {}, misfits } = decodeFitting(METADATA, document, path);
  return { metadata: value, misfits };
}

/**
 * The metadata of a chart as Helm loads it (helm `pkg/chart/v2/loader/load.go`), its fields in the
 * order of Helm's config, without empty ones. `files` are those that it comes from, Chart.yaml
 * first, for the places in errors: `chart.metadata-invalid`, `chart.version-invalid`.
 */
export function loadMetadata(loose: LooseMetadata, ...files: MetadataFile[]): ChartMetadata {
  // Helm 2 accepted charts without an apiVersion.
  const versioned = { ...loose, apiVersion: loose.apiVersion || 'v1' };
  const metadata = validateMetadata(versioned, (...steps) => placeIn(files, steps));
  return JSON.parse(configJson(metadata)) as ChartMetadata;
}

/** A field's place: the last file that has the field at the top of `steps` is the one that counts. */
function placeIn(files: MetadataFile[], steps: (string | number)[]) {
  const [top = ''] = steps;
  const { path, document } =
    files.findLast(({ document }) => entryAt(document, top) !== undefined) ?? CHART_YAML;
  return { path, line: entryAt(document, ...steps)?.at.line };
}

const CHART_YAML: MetadataFile = { path: 'Chart.yaml', document: undefined };
