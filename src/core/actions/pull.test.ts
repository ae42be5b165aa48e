import { describe, expect, it } from 'vitest';
import { createInlineCompute } from '../compute/inline.ts';
import { MemoryTarget } from '../content/memory.ts';
import { held } from './publish.ts';
import { pull, readKept } from './pull.ts';

const compute = createInlineCompute();
const CHART = 'apiVersion: v2\nname: mychart\nversion: 1.2.3\n';

/** A place that holds one chart under these names. */
async function stocked(...names: string[]): Promise<MemoryTarget> {
  const files = [{ path: 'Chart.yaml', blob: new Blob([CHART]) }];
  const chart = await compute.packFolder({ folder: 'mychart', files });
  const artifact = await compute.assemble(chart, 'helm');
  const { source } = await held(artifact);
  const { descriptor, blob } = artifact.manifest;
  for (const tag of names) await source.push(descriptor, blob, { tag });
  return source;
}

const portsOf = (target: MemoryTarget) => ({
  compute: () => Promise.resolve(compute),
  repository: () => Promise.resolve(target),
  library: () => Promise.resolve(target),
});

describe('pull', () => {
  it('pulls the chart within a range, and returns its reference', async () => {
    const repository = await stocked('1.2.3', '1.0.0', 'latest');
    const pulled = await pull('ghcr.io/a/mychart:^1', portsOf(repository));
    expect(pulled.chart.metadata.version).toBe('1.2.3');
    expect(pulled.found).toEqual({ registry: 'ghcr.io', repository: 'a/mychart', tag: '1.2.3' });
  });

  it('pulls the chart that a digest names', async () => {
    const repository = await stocked('latest');
    const { digest } = await repository.resolve('latest');
    const pulled = await pull(`ghcr.io/a/mychart:1@${digest}`, portsOf(repository));
    expect(pulled.found).toEqual({ registry: 'ghcr.io', repository: 'a/mychart', digest });
  });

  it('reports a missing tag as the person typed it', async () => {
    await expect(pull('ghcr.io/a/mychart:2', portsOf(await stocked('1')))).rejects.toMatchObject({
      code: 'tag.not-found',
      data: { reference: 'ghcr.io/a/mychart:2' },
    });
  });
});

describe('readKept', () => {
  it('reads a chart by any name, and takes a reference for its origin', async () => {
    const library = await stocked('ghcr.io/a/mychart:1.2.3', 'just a name');
    const known = await readKept('ghcr.io/a/mychart:1.2.3', portsOf(library));
    expect(known.found).toEqual({ registry: 'ghcr.io', repository: 'a/mychart', tag: '1.2.3' });
    const other = await readKept('just a name', portsOf(library));
    expect(other.found).toBeUndefined();
    expect(other.chart.digest).toBe(known.chart.digest);
  });
});
