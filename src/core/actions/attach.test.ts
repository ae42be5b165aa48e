import { expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { typeOfFile, isFileType } from '../attached/file-type.ts';
import { createInlineCompute } from '../compute/inline.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { ReferrerList } from '../content/target.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { attach, MAX_ATTACHMENT_SIZE, type AttachTask } from './attach.ts';

const compute = createInlineCompute();

/** A registry whose list by a tag is overwritten by somebody else, as often as is said. */
class Contested extends MemoryTarget {
  overwrites: number;
  pushes = 0;
  constructor(overwrites: number) {
    super();
    this.overwrites = overwrites;
  }

  override async push(...args: Parameters<MemoryTarget['push']>): Promise<void> {
    if (args[0].mediaType.includes('manifest')) this.pushes++;
    return super.push(...args);
  }

  override async referrers(digest: Descriptor['digest']): Promise<ReferrerList> {
    return this.overwrites-- > 0 ? { entries: [], end: 'whole' } : super.referrers(digest);
  }
}

async function task(target: MemoryTarget): Promise<AttachTask> {
  const { target: from } = await sampleArtifact('1.0.0');
  const { descriptor: subject } = await copy(from, 'sample', target, '1.0.0');
  const content = new Blob(['{"spdxVersion":"SPDX-2.3"}']);
  return { subject, name: 'tide.spdx.json', content, mediaType: 'application/spdx+json' };
}

test('the same file is the same artifact, and is listed under its type', async () => {
  const target = new MemoryTarget();
  const file = await task(target);
  const first = await attach(target, file, compute);
  expect(await attach(target, file, compute)).toEqual(first);
  const { entries } = await target.referrers(file.subject.digest);
  expect(entries).toMatchObject([
    { digest: first.descriptor.digest, artifactType: 'application/spdx+json' },
  ]);
});

test('what a concurrent writer dropped from the list is put in again, and told if that is in vain', async () => {
  for (const [overwrites, listed] of [
    [1, 'yes'],
    [2, 'no'],
  ] as const) {
    const target = new Contested(overwrites);
    const file = await task(target);
    target.pushes = 0;
    expect((await attach(target, file, compute)).listed).toBe(listed);
    expect(target.pushes).toBe(2);
  }
});

test('what is too large isn’t read', async () => {
  const target = new MemoryTarget();
  const content = { size: MAX_ATTACHMENT_SIZE + 1 } as Blob;
  await expect(attach(target, { ...(await task(target)), content }, compute)).rejects.toMatchObject(
    {
      code: 'content.too-large',
    },
  );
});

test('a file’s type is known by its name, else by what the browser says', () => {
  expect(typeOfFile('tide.SPDX.json', 'application/json')).toBe('application/spdx+json');
  expect(typeOfFile('bom.json', '')).toBe('application/json');
  expect(typeOfFile('tide.cdx.json', '')).toBe('application/vnd.cyclonedx+json');
  expect(typeOfFile('photo.png', 'image/png')).toBe('image/png');
  expect(typeOfFile('what', '')).toBe('application/octet-stream');
  expect(isFileType('application/vnd.oci.image.manifest.v1+json')).toBe(false);
  expect(isFileType('text/plain; charset=utf-8')).toBe(false);
});
