import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../src/core/oci/digest.ts';
import type { Digest } from '../../src/core/digest.ts';
import type { Descriptor } from '../../src/core/oci/descriptor.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import type { Destination, StoredManifest } from '../../src/core/content/target.ts';

export interface SampleArtifact {
  target: MemoryTarget;
  manifest: StoredManifest;
  config: Descriptor;
  layer: Descriptor;
}

/** An artifact of a config and one layer, as Helm lays them out; its content is up to `seed`. */
export async function sampleArtifact(seed: string, layerSize = 1000): Promise<SampleArtifact> {
  const target = new MemoryTarget();
  const store = async (mediaType: string, blob: Blob, tag?: string) => {
    const descriptor = { mediaType, digest: await digestOf(blob), size: blob.size };
    await target.push(descriptor, blob, tag === undefined ? {} : { tag });
    return { descriptor, blob };
  };
  const config = await store(
    'application/vnd.cncf.helm.config.v1+json',
    new Blob([JSON.stringify({ name: seed, version: '1.0.0' })]),
  );
  const layer = await store(
    'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    new Blob([`${seed} `.repeat(Math.ceil(layerSize / (seed.length + 1))).slice(0, layerSize)]),
  );
  const document = {
    schemaVersion: 2,
    config: config.descriptor,
    layers: [layer.descriptor],
  };
  const manifest = await store(OCI_MANIFEST, new Blob([JSON.stringify(document)]), 'sample');
  return { target, manifest, config: config.descriptor, layer: layer.descriptor };
}

/** What cosign stores under a tag for a chart that `signers` signed: a layer for each. */
export async function sampleSignature(
  target: Destination,
  tag: string,
  signers: readonly string[],
): Promise<Digest> {
  const store = async (mediaType: string, content: string, tag?: string) => {
    const blob = new Blob([content]);
    const descriptor = { mediaType, digest: await digestOf(blob), size: blob.size };
    await target.push(descriptor, blob, { tag });
    return descriptor;
  };
  const layers = [];
  for (const signer of signers) {
    const layer = await store('application/vnd.dev.cosign.simplesigning.v1+json', `by ${signer}`);
    const annotations = { 'dev.cosignproject.cosign/signature': `of ${signer}` };
    layers.push({ ...layer, annotations });
  }
  const config = await store('application/vnd.oci.image.config.v1+json', '{}');
  const document = { schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers };
  return (await store(OCI_MANIFEST, JSON.stringify(document), tag)).digest;
}

/**
 * The upload sessions that a registry holds for a repository. Distribution forgets to remove
 * the folder of one that was cancelled; `startedat` is what makes it a session.
 */
export async function openSessions(dataDir: string, repository: string): Promise<string[]> {
  const folder = join(dataDir, 'docker/registry/v2/repositories', repository, '_uploads');
  const sessions = existsSync(folder) ? await readdir(folder) : [];
  return sessions.filter((session) => existsSync(join(folder, session, 'startedat')));
}
