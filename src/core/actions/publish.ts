import { MemoryTarget } from '../content/memory.ts';
import type { Artifact } from '../formats/format.ts';
import type { PushTask } from './push.ts';

/** A chart that was packed here, ready to be pushed. */
export async function publication(
  artifact: Artifact,
  about: Omit<PushTask, 'source' | 'manifest' | 'blobs'>,
): Promise<PushTask> {
  const { source } = await held(artifact);
  return {
    ...about,
    source,
    manifest: artifact.manifest.descriptor,
    blobs: artifact.blobs.map(({ descriptor }) => descriptor),
  };
}

/** The artifact as a target, and the name of its manifest there. */
export async function held(artifact: Artifact): Promise<{ source: MemoryTarget; name: string }> {
  const source = new MemoryTarget();
  for (const { descriptor, blob } of [...artifact.blobs, artifact.manifest]) {
    await source.push(descriptor, blob);
  }
  return { source, name: artifact.manifest.descriptor.digest };
}
