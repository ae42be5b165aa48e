import type { ArtifactHub, Change } from '../chart/artifact-hub.ts';
import type { Compute } from '../compute/compute.ts';
import type { Source, TransferOptions } from '../content/target.ts';
import { isChartroomError } from '../errors.ts';
import { chartIn } from '../formats/recognise.ts';
import { isRecord, parseJson } from '../json.ts';
import type { Manifest } from '../oci/manifest.ts';
import { metadataOf, parsed } from './version-facts.ts';

/** The annotation that says what a version changes. */
export const CHANGES = 'artifacthub.io/changes';
const SECURITY = 'artifacthub.io/containsSecurityUpdates';

/** What a version says that it changes. */
export interface VersionChanges {
  changes: Change[];
  containsSecurityUpdates: boolean;
}

/**
 * What the version behind `tag` says that it changes, without fetching the chart: its annotations
 * are in the manifest, where Helm puts a chart's own (`pkg/registry/chart.go`), or in the JSON of its
 * Chart.yaml. Undefined for what isn't a chart or says nothing.
 */
export async function versionChanges(
  source: Source,
  tag: string,
  { compute, ...options }: TransferOptions & { compute: Pick<Compute, 'artifactHub'> },
): Promise<VersionChanges | undefined> {
  const { descriptor, blob } = await source.fetchManifest(tag, options);
  const manifest = parsed(await blob.text(), descriptor.mediaType);
  if (!manifest || 'manifests' in manifest) return undefined;
  const annotations =
    changesIn(manifest.annotations) ?? (await inMetadata(source, manifest, options));
  if (!annotations) return undefined;
  const { signal } = options;
  const hub: ArtifactHub = await compute.artifactHub(annotations, { signal });
  return { changes: hub.changes, containsSecurityUpdates: hub.containsSecurityUpdates };
}

/** The annotations about changes, of all that there are. */
function changesIn(annotations: unknown): Record<string, string> | undefined {
  if (!isRecord(annotations)) return undefined;
  const wanted = [CHANGES, SECURITY].flatMap((key) => {
    const text = annotations[key];
    return typeof text === 'string' ? [[key, text] as const] : [];
  });
  return wanted.length > 0 ? Object.fromEntries(wanted) : undefined;
}

async function inMetadata(source: Source, manifest: Manifest, options: TransferOptions) {
  const chart = chartIn(manifest);
  const metadata = chart && metadataOf(manifest, chart);
  if (!metadata) return undefined;
  try {
    const value = parseJson(await (await source.fetch(metadata, options)).text());
    return changesIn(isRecord(value) ? value['annotations'] : undefined);
  } catch (error) {
    // A blob that is missing or damaged leaves one version without changes.
    const isGap =
      isChartroomError(error, 'blob.not-found') || isChartroomError(error, 'digest.mismatch');
    if (isGap) return undefined;
    throw error;
  }
}
