import type { Artifact } from '../formats/format.ts';
import { copy, type CopyOptions, type CopyResult } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { Destination } from '../content/target.ts';

/**
 * Pushes an artifact to `destination`, where `tag` names it afterwards. A tag that holds the
 * same manifest already costs one request; one that holds other content is `tag.differs`,
 * unless `overwrite` says that it may be replaced.
 */
export async function publish(
  artifact: Artifact,
  destination: Destination,
  tag: string,
  options: CopyOptions = {},
): Promise<CopyResult> {
  const { source, name } = await held(artifact);
  return copy(source, name, destination, tag, options);
}

/** The artifact as a target, and the name of its manifest there. */
export async function held(artifact: Artifact): Promise<{ source: MemoryTarget; name: string }> {
  const source = new MemoryTarget();
  for (const { descriptor, blob } of [...artifact.blobs, artifact.manifest]) {
    await source.push(descriptor, blob);
  }
  return { source, name: artifact.manifest.descriptor.digest };
}
