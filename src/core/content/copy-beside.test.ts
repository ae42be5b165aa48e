import { expect, test } from 'vitest';
import { sampleArtifact, sampleSignature } from '../../../tests/support/artifacts.ts';
import { ChartroomError } from '../errors.ts';
import { cosignTags } from '../oci/referrer.ts';
import { tagsBeside } from './beside.ts';
import { copyWithReferrers } from './copy-referrers.ts';
import { copy } from './copy.ts';
import { MemoryTarget } from './memory.ts';

/** A chart in memory, signed as cosign does it by a tag: with a layer for each of `signers`. */
async function signed(...signers: string[]) {
  const { target, manifest } = await sampleArtifact('chart');
  const { digest } = manifest.descriptor;
  const [tag = ''] = cosignTags(digest);
  await sampleSignature(target, tag, signers);
  return { target, digest, tag };
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
  const { target, tag } = await signed('ann');
  const copying = copyWithReferrers(target, 'sample', destination, '2');
  await expect(copying).rejects.toMatchObject({ code: 'tag.differs', data: { reference: tag } });
  expect(await destination.resolve(tag)).toEqual(await own.target.resolve(tag));
  // The chart has no tag without its signatures.
  await expect(destination.resolve('2')).rejects.toMatchObject({ code: 'tag.not-found' });
  await copyWithReferrers(target, 'sample', destination, '2', { overwrite: true });
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
