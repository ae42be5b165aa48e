import { copy } from '../../src/core/content/copy.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import type { Destination } from '../../src/core/content/target.ts';
import { assembleManifest, describe, emptyConfig } from '../../src/core/formats/artifact.ts';

/** Keeps an artifact of one layer, `text`, under `name`, in place of what had that name. */
export async function kept(library: Destination, name: string, text: string): Promise<void> {
  const source = new MemoryTarget();
  const layer = await describe('application/x-test', new Blob([text]));
  const { manifest, blobs } = await assembleManifest(await emptyConfig(), [layer]);
  for (const { descriptor, blob } of [...blobs, manifest]) await source.push(descriptor, blob);
  await copy(source, manifest.descriptor.digest, library, name, { overwrite: true });
}
