import { expect, test } from 'vitest';
import { sampleArtifact, sampleSignature } from '../../../tests/support/artifacts.ts';
import { sampleReferrer } from '../../../tests/support/referrers.ts';
import { wholeTar } from '../../../tests/support/whole-tar.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { cosignTags } from '../oci/referrer.ts';
import { countAstray } from './astray.ts';
import { Layout } from './layout.ts';
import { readLayout } from './read.ts';
import { writeLayout } from './write.ts';

/** A layout of an index of one chart, whose signature is signed too, and cosign's tag for the index. */
async function signedIndex() {
  const { target, manifest, config } = await sampleArtifact('chart');
  const manifests = [manifest.descriptor];
  const blob = new Blob([JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })]);
  const index = { mediaType: OCI_INDEX, digest: await digestOf(blob), size: blob.size };
  await target.push(index, blob, { tag: 'r.example/all:1' });
  const signature = await sampleReferrer(manifest.descriptor, config);
  await target.push(signature.descriptor, signature.blob);
  const seal = await sampleReferrer(signature.descriptor, config, 'application/x-seal');
  await target.push(seal.descriptor, seal.blob);
  const [tag = ''] = cosignTags(index.digest);
  await sampleSignature(target, tag, ['ann']);
  const written = await writeLayout(target, ['r.example/all:1']);
  expect(written).toMatchObject({ artifacts: 1, referrers: 3 });
  return { layout: new Layout(await readLayout(await wholeTar(written.tar))), index };
}

test('what is attached to what a layout names isn’t astray, however indirectly', async () => {
  const { layout } = await signedIndex();
  expect(await countAstray(layout)).toBe(0);
});

test('without what they are attached to, attachments are astray, and those of an index that can’t be read', async () => {
  const { layout, index } = await signedIndex();
  layout.listing.content.delete(index.digest);
  // That of the index itself isn't: the index is named, and is refused when it is copied.
  expect(await countAstray(layout)).toBe(2);
  layout.listing.artifacts = [];
  expect(await countAstray(layout)).toBe(3);
});
