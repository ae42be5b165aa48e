import { expect, test } from 'vitest';
import { MemoryTarget } from '../content/memory.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { HELM_CHART, HELM_CONFIG } from '../oci/chart-media-types.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import { chartsInIndex } from './charts-in-index.ts';
import { findChart } from './find-chart.ts';

test('every chart of an index is named, whatever else is in it', async () => {
  const target = new MemoryTarget();
  const store = async (mediaType: string, text: string, tag?: string): Promise<Descriptor> => {
    const blob = new Blob([text]);
    const descriptor = { mediaType, digest: await digestOf(blob), size: blob.size };
    await target.push(descriptor, blob, tag === undefined ? {} : { tag });
    return descriptor;
  };
  const manifest = async (config: Descriptor, ...layers: Descriptor[]) =>
    store(OCI_MANIFEST, JSON.stringify({ schemaVersion: 2, config, layers }));
  const chart = async (name: string, version: string) =>
    manifest(
      await store(HELM_CONFIG, JSON.stringify({ apiVersion: 'v2', name, version })),
      await store(HELM_CHART, `the archive of ${name}`),
    );
  const manifests = [
    await manifest(await store(OCI_CONFIG, '{}')),
    await chart('lamp', '1.0.0'),
    { mediaType: OCI_MANIFEST, digest: `sha256:${'0'.repeat(64)}`, size: 2 },
    { mediaType: 'application/spdx+json', digest: `sha256:${'1'.repeat(64)}`, size: 2 },
    await chart('tide', '2.0.0'),
    await chart('lamp', '1.0.0'),
  ];
  await store(OCI_INDEX, JSON.stringify({ schemaVersion: 2, manifests }), 'both');
  const { index, stored } = await findChart(target, 'both');
  expect(stored.descriptor.digest).toBe(manifests[1]?.digest);
  if (!index) throw new Error('no index');
  expect(await chartsInIndex(target, index)).toEqual([
    { descriptor: manifests[1], name: 'lamp', version: '1.0.0' },
    { descriptor: manifests[4], name: 'tide', version: '2.0.0' },
  ]);
  expect((await findChart(target, stored.descriptor.digest)).index).toBeUndefined();
});
