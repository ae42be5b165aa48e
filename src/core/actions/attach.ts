import type { Compute } from '../compute/compute.ts';
import { copy, type CopyProgress } from '../content/copy.ts';
import type { Destination, ListsReferrers } from '../content/target.ts';
import { ChartroomError } from '../errors.ts';
import { TITLE } from '../oci/chart-media-types.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_MANIFEST } from '../oci/media-types.ts';
import { MemoryTarget } from '../content/memory.ts';

/** A file is hashed as a whole, and registries have limits of their own. */
export const MAX_ATTACHMENT_SIZE = 500 * 1000 * 1000;

/** The config of an artifact that needs none (image-spec, "Guidance for an Empty Descriptor"). */
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json';

/** A file that is to be attached to an artifact. */
export interface AttachTask {
  /** The manifest that it will refer to. */
  subject: Descriptor;
  name: string;
  content: Blob;
  /** Of the file, and of the artifact that it becomes. */
  mediaType: string;
}

export interface AttachOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
}

/** A file that is attached. */
export interface AttachedFile {
  descriptor: Descriptor;
  /**
   * Whether the list of what is attached has it: in a registry that keeps that list under a tag,
   * somebody else may have written it at the same time; `unknown` where the page can't see its end.
   */
  listed: 'yes' | 'no' | 'unknown';
}

/**
 * Attaches a file as `oras attach` does: a manifest with a `subject`, and the file as its one layer
 * under its name. There is no time in it, so the same file is the same artifact. Where the registry
 * lists by a tag, what a concurrent writer has dropped from that list is put in once more.
 */
export async function attach(
  target: Destination & ListsReferrers,
  task: AttachTask,
  compute: Compute,
  { signal, onProgress }: AttachOptions = {},
): Promise<AttachedFile> {
  const { source, manifest } = await assemble(task, compute, signal);
  const { digest } = manifest;
  for (let tries = 0; ; tries++) {
    await copy(source, digest, target, undefined, { signal, onProgress });
    const { entries, end } = await target.referrers(task.subject.digest, { signal });
    if (entries.some((entry) => entry.digest === digest)) {
      return { descriptor: manifest, listed: 'yes' };
    }
    if (end !== 'whole') return { descriptor: manifest, listed: 'unknown' };
    if (tries > 0) return { descriptor: manifest, listed: 'no' };
  }
}

async function assemble(
  { subject, name, content, mediaType }: AttachTask,
  compute: Compute,
  signal: AbortSignal | undefined,
): Promise<{ source: MemoryTarget; manifest: Descriptor }> {
  if (content.size > MAX_ATTACHMENT_SIZE) {
    throw new ChartroomError('content.too-large', { name, limit: MAX_ATTACHMENT_SIZE });
  }
  const source = new MemoryTarget();
  const store = async (type: string, blob: Blob, digest?: Descriptor['digest']) => {
    const descriptor = {
      mediaType: type,
      digest: digest ?? (await digestOf(blob)),
      size: blob.size,
    };
    await source.push(descriptor, blob);
    return descriptor;
  };
  const config = await store(EMPTY_TYPE, new Blob(['{}']));
  const file = await store(mediaType, content, await compute.digest(content, { signal }));
  const { mediaType: type, digest, size } = subject;
  const document = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: mediaType,
    config: { ...config, data: 'e30=' },
    layers: [{ ...file, annotations: { [TITLE]: name } }],
    subject: { mediaType: type, digest, size },
  };
  const manifest = await store(OCI_MANIFEST, new Blob([JSON.stringify(document)]));
  return { source, manifest };
}
