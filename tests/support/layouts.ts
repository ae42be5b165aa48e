import { copy } from '../../src/core/content/copy.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import type { Digest } from '../../src/core/digest.ts';
import { writeLayout } from '../../src/core/layout/write.ts';
import { sampleArtifact } from './artifacts.ts';
import { sampleReferrer } from './referrers.ts';
import { wholeTar } from './whole-tar.ts';

export interface SampleLayout {
  tar: Buffer<ArrayBuffer>;
  /** By name. */
  digests: Map<string, Digest>;
}

/** Artifacts of these names as a layout, each with a signature of a `kind`; their content is up to `seed`. */
export async function sampleLayout(
  names: readonly string[],
  { seed = '', layerSize = 1000, kind = 'application/vnd.example.signature' } = {},
): Promise<SampleLayout> {
  const memory = new MemoryTarget();
  const digests = new Map<string, Digest>();
  for (const name of names) {
    const { target, manifest, config } = await sampleArtifact(`${seed}${name}`, layerSize);
    await copy(target, 'sample', memory, name);
    const signature = await sampleReferrer(manifest.descriptor, config, kind);
    await memory.push(signature.descriptor, signature.blob);
    digests.set(name, manifest.descriptor.digest);
  }
  const { tar } = await writeLayout(memory, names);
  return { tar: Buffer.from(await (await wholeTar(tar)).arrayBuffer()), digests };
}
