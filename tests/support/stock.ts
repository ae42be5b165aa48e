/** Charts in a registry, put there from Node as the page would put them. */
import { readTree } from './charts.ts';
import { nodeTransport } from './http.ts';
import { held } from '../../src/core/actions/publish.ts';
import type { Digest } from '../../src/core/digest.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { copy } from '../../src/core/content/copy.ts';
import type { Format } from '../../src/core/formats/format.ts';
import { parseReference } from '../../src/core/oci/reference.ts';
import { Registry } from '../../src/core/registry/registry.ts';

/** Packs the chart in `folder` and pushes it to each of the references; returns its digest. */
export async function stockChart(
  folder: string,
  references: readonly string[],
  format: Format = 'helm',
): Promise<Digest> {
  const compute = createInlineCompute();
  const files = [...readTree(folder)].map(([path, bytes]) => ({
    path,
    blob: new Blob([new Uint8Array(bytes)]),
  }));
  const chart = await compute.packFolder({ folder, files });
  const artifact = await compute.assemble(chart, format);
  const { source, name } = await held(artifact);
  for (const reference of references) {
    const { registry, repository, tag = '' } = parseReference(reference);
    const target = new Registry({ host: registry, transport: nodeTransport }).repository(
      repository,
      { push: true },
    );
    await copy(source, name, target, tag);
  }
  return artifact.manifest.descriptor.digest;
}
