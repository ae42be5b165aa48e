import { expect, test } from 'vitest';
import { sampleArtifact, sampleSignature } from '../../../tests/support/artifacts.ts';
import { sampleReferrer } from '../../../tests/support/referrers.ts';
import { ChartroomError } from '../errors.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { cosignTags } from '../oci/referrer.ts';
import { tagsBeside } from './beside.ts';
import { copyWithReferrers } from './copy-referrers.ts';
import { copy } from './copy.ts';
import { MemoryTarget } from './memory.ts';

/** A chart in memory, signed as cosign does it by a tag: with a layer for each of `signers`. */
async function signed(...signers: string[]) {
  const { target, manifest, config } = await sampleArtifact('chart');
  const { digest } = manifest.descriptor;
  const [tag = ''] = cosignTags(digest);
  await sampleSignature(target, tag, signers);
  return { target, digest, tag, manifest, config };
}

test('what cosign attached by a tag comes along, and is replaced where nothing is lost by that', async () => {
  const destination = new MemoryTarget();
  const { target, tag } = await signed('ann');
  const first = await copyWithReferrers(target, 'sample', destination, '1');
  expect(first).toMatchObject({ beside: [tag], added: 1, unchanged: false, end: 'whole' });
  expect(await destination.resolve(tag)).toEqual(await target.resolve(tag));

  const more = await signed('ann', 'ben');
  const next = await copyWithReferrers(more.target, 'sample', destination, '1');
  expect(next).toMatchObject({ beside: [tag], added: 1, unchanged: true });
  const last = await copyWithReferrers(more.target, 'sample', destination, '1');
  expect(last).toMatchObject({ beside: [tag], added: 0, unchanged: true });
  expect(await destination.resolve(tag)).toEqual(await more.target.resolve(tag));
});

test('signatures that the source hasn’t got are never replaced unasked', async () => {
  const destination = new MemoryTarget();
  const own = await signed('ben');
  await copyWithReferrers(own.target, 'sample', destination, '1');
  const { target, tag, manifest, config } = await signed('ann');
  const bill = await sampleReferrer(manifest.descriptor, config);
  await target.push(bill.descriptor, bill.blob);
  const copying = copyWithReferrers(target, 'sample', destination, '2');
  // What came along before that is told.
  const data = { reference: tag, added: 1 };
  await expect(copying).rejects.toMatchObject({ code: 'tag.differs', data });
  expect(await destination.resolve(tag)).toEqual(await own.target.resolve(tag));
  // The chart has no tag without its signatures.
  await expect(destination.resolve('2')).rejects.toMatchObject({ code: 'tag.not-found' });
  await copyWithReferrers(target, 'sample', destination, '2', { overwrite: true });
  expect(await destination.resolve(tag)).toEqual(await target.resolve(tag));
});

test('what cosign attached to a manifest in an index comes along with the index', async () => {
  const { target, tag, manifest } = await signed('ann');
  const manifests = [manifest.descriptor];
  const blob = new Blob([JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests })]);
  const index = { mediaType: OCI_INDEX, digest: await digestOf(blob), size: blob.size };
  await target.push(index, blob, { tag: 'all' });
  const destination = new MemoryTarget();
  const copied = await copyWithReferrers(target, 'all', destination, 'all');
  expect(copied).toMatchObject({ beside: [tag], added: 1 });
  expect(await destination.resolve(tag)).toEqual(await target.resolve(tag));
});

test('a tag that a page may not even read the absence of leaves the list unproven', async () => {
  const { target, digest, tag } = await signed('ann');
  class Hidden extends MemoryTarget {
    override async resolve(name: string) {
      if (name.endsWith('.att')) {
        throw new ChartroomError('registry.cors', {
          registry: 'r',
          method: 'HEAD',
          url: 'https://r/v2/',
        });
      }
      return super.resolve(name);
    }
  }
  const hidden = new Hidden();
  await copy(target, 'sample', hidden, 'sample');
  await copy(target, tag, hidden, tag);
  expect(await tagsBeside(hidden, digest)).toEqual({ names: [tag], end: 'unproven' });
  const broken = { resolve: () => Promise.reject(new ChartroomError('aborted', {})) };
  await expect(tagsBeside(broken, digest)).rejects.toMatchObject({ code: 'aborted' });
});
