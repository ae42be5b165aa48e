import { copyWithReferrers } from '../content/copy-referrers.ts';
import type { Destination, ListsReferrers, Source } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError, isChartroomError } from '../errors.ts';
import type { Layout } from '../layout/layout.ts';
import type { LayoutArtifact } from '../layout/listing.ts';
import { factsOf } from '../library/entry.ts';
import { tagOf } from '../oci/reference.ts';
import { textOf } from '../read-blob.ts';

/** Where charts are kept that the layout gives no full reference: below this, by their own name. */
const NO_REGISTRY = 'imported';

/**
 * What came of an artifact: it is there now; it was there before; its name stands for other content,
 * which was left as it is; or it couldn't be kept.
 */
export type ImportOutcome = 'imported' | 'there' | 'differs' | 'refused';

export interface ImportedArtifact {
  /** The name that it has in the library, or would have. */
  name: string;
  outcome: ImportOutcome;
  digest: Digest;
  /** How many manifests refer to it, and came along. */
  referrers: number;
  /** How many of these weren't there before. */
  added: number;
  error?: ChartroomError | undefined;
}

export interface ImportOptions {
  signal?: AbortSignal | undefined;
  /** The artifacts to import, by their names in the library; all if not given. */
  only?: readonly string[] | undefined;
  /** Replace what stands under their names. */
  overwrite?: boolean | undefined;
  /** Called with what has been done so far. */
  onProgress?: ((done: ImportedArtifact) => void) | undefined;
}

type Shelf = Destination & ListsReferrers & Pick<Source, 'fetchManifest'>;

/**
 * Keeps everything in a layout, with what refers to it, in the library: one after the other, each
 * whole or not at all, and one failure doesn't stop the rest. An abort leaves what is there by then.
 * `storage.full` ends it, since nothing that follows would fit.
 */
export async function importLayout(
  layout: Layout,
  library: Shelf,
  { signal, only, overwrite = false, onProgress }: ImportOptions = {},
): Promise<ImportedArtifact[]> {
  const done: ImportedArtifact[] = [];
  for (const artifact of layout.listing.artifacts) {
    if (signal?.aborted) throw new ChartroomError('aborted', {});
    const imported = await importOne(layout, artifact, library, { signal, only, overwrite });
    if (!imported) continue;
    done.push(imported);
    onProgress?.(imported);
    if (isChartroomError(imported.error, 'storage.full')) break;
  }
  return done;
}

async function importOne(
  layout: Layout,
  artifact: LayoutArtifact,
  library: Shelf,
  { signal, only, overwrite }: ImportOptions,
): Promise<ImportedArtifact | undefined> {
  const { digest } = artifact.descriptor;
  let name = artifact.reference ?? artifact.tag ?? digest;
  try {
    name = await nameOf(layout, artifact);
    if (only && !only.includes(name)) return undefined;
    const options = { signal, reference: name, ...(overwrite && { overwrite }) };
    const copied = await copyWithReferrers(layout, digest, library, name, options);
    const outcome = copied.unchanged ? 'there' : 'imported';
    const referrers = copied.referrers.length + copied.beside.length;
    return { name, outcome, digest, referrers, added: copied.added };
  } catch (thrown) {
    const error = ChartroomError.from(thrown);
    if (error.code === 'aborted') throw error;
    const outcome = error.code === 'tag.differs' ? 'differs' : 'refused';
    return { name, outcome, digest, referrers: 0, added: 0, error };
  }
}

/**
 * The full reference that a chart is kept under. A layout of a single repository has only tags; then
 * the chart's own name stands for the repository.
 */
async function nameOf(layout: Layout, { descriptor, ...named }: LayoutArtifact): Promise<string> {
  if (named.reference !== undefined) return named.reference;
  const { blob } = await layout.fetchManifest(descriptor.digest);
  const read = (part: Parameters<Layout['fetch']>[0]) => layout.fetch(part);
  const facts = await factsOf(await textOf(blob), descriptor.mediaType, read).catch(
    () => undefined,
  );
  const chart = facts?.chart;
  const tag = named.tag ?? (chart && tagOf(chart.version));
  const repository = `${NO_REGISTRY}/${chart?.name ?? 'artifact'}`;
  return tag === undefined ? `${repository}@${descriptor.digest}` : `${repository}:${tag}`;
}
