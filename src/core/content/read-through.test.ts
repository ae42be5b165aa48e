import { expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { MemoryTarget } from './memory.ts';
import { ReadThrough } from './read-through.ts';

/** A source of an artifact that counts its calls. */
async function counted() {
  const asked: string[] = [];
  const { target, manifest, config, layer } = await sampleArtifact('read');
  class Counting extends MemoryTarget {
    override async resolve(name: string) {
      asked.push(`resolve ${name}`);
      return target.resolve(name);
    }
    override async fetchManifest(name: string) {
      asked.push(`manifest ${name}`);
      return target.fetchManifest(name);
    }
    override async fetch(...[descriptor]: Parameters<MemoryTarget['fetch']>) {
      asked.push(`blob ${descriptor.digest}`);
      return target.fetch(descriptor);
    }
  }
  return { source: new ReadThrough(new Counting()), asked, manifest, config, layer };
}

test('content that was read once isn’t requested again, by any name', async () => {
  const { source, asked, manifest, layer } = await counted();
  for (let times = 0; times < 2; times++) {
    expect((await source.fetchManifest('sample')).descriptor).toEqual(manifest.descriptor);
    expect((await source.fetchManifest(manifest.descriptor.digest)).blob).toBe(manifest.blob);
    expect(await source.resolve('sample')).toEqual(manifest.descriptor);
    expect(await source.fetch(manifest.descriptor)).toBe(manifest.blob);
    expect((await source.fetch(layer)).size).toBe(layer.size);
  }
  expect(asked).toEqual(['manifest sample', `blob ${layer.digest}`]);
});

test('other content is requested from the origin', async () => {
  const { source, asked, config } = await counted();
  await source.resolve('sample');
  await expect(source.fetchManifest('other')).rejects.toMatchObject({ code: 'tag.not-found' });
  await source.fetch(config);
  expect(asked).toEqual(['resolve sample', 'manifest other', `blob ${config.digest}`]);
});
