/** Repositories in a real registry: many at once, and of kinds that the page itself doesn't make. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { copy } from '../../src/core/content/copy.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import { assembleManifest, describe } from '../../src/core/formats/artifact.ts';
import { OCI_CONFIG } from '../../src/core/oci/media-types.ts';
import { parseReference } from '../../src/core/oci/reference.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { nodeTransport } from './http.ts';
import type { RunningRegistry } from './registry.ts';

/** Gives a registry further repositories with the same tags: their links are files on its disk. */
export function cloneRepository(registry: RunningRegistry, from: string, names: string[]): void {
  const root = join(registry.dataDir, 'docker/registry/v2/repositories');
  for (const name of names) cpSync(join(root, from), join(root, name), { recursive: true });
}

/** Pushes a container image of one layer. */
export async function pushImage(
  reference: string,
  annotations: Record<string, string> = {},
): Promise<void> {
  const source = new MemoryTarget();
  const layer = await describe(
    'application/vnd.oci.image.layer.v1.tar+gzip',
    new Blob(['x'.repeat(4_200_000)]),
  );
  const config = await describe(OCI_CONFIG, new Blob(['{"architecture":"amd64","os":"linux"}']));
  const { manifest, blobs } = await assembleManifest(config, [layer], annotations);
  for (const { descriptor, blob } of [...blobs, manifest]) await source.push(descriptor, blob);
  const { registry, repository, tag = '' } = parseReference(reference);
  const target = new Registry({ host: registry, transport: nodeTransport }).repository(repository, {
    push: true,
  });
  await copy(source, manifest.descriptor.digest, target, tag);
}
