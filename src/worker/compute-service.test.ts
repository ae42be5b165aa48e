import { expect, test } from 'vitest';
import { createInlineCompute } from '../core/compute/inline.ts';
import type { Digest } from '../core/digest.ts';
import type { Manifest } from '../core/oci/manifest.ts';
import { serviceOf } from './compute-service.ts';
import { rehearsal } from './rehearsal.ts';

test('blobs whose bytes are sent with them aren’t read', async () => {
  const compute = createInlineCompute();
  const service = serviceOf(compute, () => Promise.resolve());
  const packed = await compute.packFolder(rehearsal());
  const { manifest, blobs } = await compute.assemble(packed, 'helm');
  const bytes = new Map<Digest, Uint8Array<ArrayBuffer>>();
  const sent = new Map<Digest, Blob>();
  for (const { descriptor, blob } of blobs) {
    bytes.set(descriptor.digest, new Uint8Array(await blob.arrayBuffer()));
    // It has other bytes, which would be no archive.
    sent.set(descriptor.digest, new Blob(['x'.repeat(blob.size)]));
  }
  const parsed = JSON.parse(await manifest.blob.text()) as Manifest;
  const restored = await service.restore(parsed, sent, { bytes });
  expect(restored.metadata).toEqual(packed.metadata);
  expect(restored.files).toEqual(packed.files);
  const unread = new Map([...sent].map(([digest, blob]) => [digest, blob.slice()]));
  await expect(service.restore(parsed, unread)).rejects.toMatchObject({
    code: 'archive.not-gzip',
  });
});
