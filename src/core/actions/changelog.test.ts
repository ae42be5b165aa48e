import { expect, it } from 'vitest';
import { createInlineCompute } from '../compute/inline.ts';
import { MemoryTarget } from '../content/memory.ts';
import { assembleManifest, describe as described } from '../formats/artifact.ts';
import { HELM_CHART, HELM_CONFIG } from '../oci/chart-media-types.ts';
import { versionChanges } from './changelog.ts';

const compute = createInlineCompute();
const CHANGES = { 'artifacthub.io/changes': '- kind: fixed\n  description: A bug\n' };

async function store(config: object, annotations = {}, type = HELM_CONFIG) {
  const target = new MemoryTarget();
  const { manifest, blobs } = await assembleManifest(
    await described(type, new Blob([JSON.stringify(config)])),
    [await described(HELM_CHART, new Blob(['chart']))],
    annotations,
  );
  for (const { descriptor, blob } of blobs) await target.push(descriptor, blob);
  await target.push(manifest.descriptor, manifest.blob, { tag: '1.0.0' });
  return target;
}

it('takes the changes from the manifest, and needs no other request', async () => {
  const target = await store({}, CHANGES);
  target.fetch = () => Promise.reject(new Error('nothing more is needed'));
  expect(await versionChanges(target, '1.0.0', { compute })).toEqual({
    changes: [{ kind: 'fixed', description: 'A bug', links: [] }],
    containsSecurityUpdates: false,
  });
});

it('else from the JSON of Chart.yaml', async () => {
  const annotations = { ...CHANGES, 'artifacthub.io/containsSecurityUpdates': 'true' };
  const found = await versionChanges(await store({ annotations }), '1.0.0', { compute });
  expect(found?.changes).toHaveLength(1);
  expect(found?.containsSecurityUpdates).toBe(true);
});

it('finds none where nothing says so', async () => {
  const odd = { annotations: { 'artifacthub.io/changes': 5 } };
  expect(await versionChanges(await store(odd), '1.0.0', { compute })).toBeUndefined();
  expect(await versionChanges(await store({}), '1.0.0', { compute })).toBeUndefined();
  const image = await store({}, {}, 'application/vnd.oci.image.config.v1+json');
  expect(await versionChanges(image, '1.0.0', { compute })).toBeUndefined();
});
