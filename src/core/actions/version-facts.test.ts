import { describe, expect, it } from 'vitest';
import { MemoryTarget } from '../content/memory.ts';
import { assembleManifest, describe as described } from '../formats/artifact.ts';
import { DEMO_CONTENT, DEMO_META, HELM_CHART, HELM_CONFIG } from '../oci/chart-media-types.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { versionFacts, type KnownFacts } from './version-facts.ts';

/** Counts what a registry would be asked for. */
class Counting extends MemoryTarget {
  readonly asked: string[] = [];

  override resolve(name: string) {
    this.asked.push(`resolve ${name}`);
    return super.resolve(name);
  }

  override fetchManifest(name: string) {
    this.asked.push(`manifest ${name}`);
    return super.fetchManifest(name);
  }

  override fetch(descriptor: Descriptor) {
    this.asked.push(`blob ${descriptor.mediaType}`);
    return super.fetch(descriptor);
  }
}

const json = (value: unknown) => new Blob([JSON.stringify(value)]);

async function store(
  target: MemoryTarget,
  tag: string,
  {
    type = HELM_CONFIG,
    config = {} as object,
    layers = [[HELM_CHART, new Blob(['chart'])]] as [string, Blob][],
    annotations = {},
  },
) {
  const parts = await Promise.all(layers.map(([mediaType, blob]) => described(mediaType, blob)));
  const { manifest, blobs } = await assembleManifest(
    await described(type, json(config)),
    parts,
    annotations,
  );
  for (const { descriptor, blob } of blobs) await target.push(descriptor, blob);
  await target.push(manifest.descriptor, manifest.blob, { tag });
  return manifest.descriptor.digest;
}

describe('versionFacts', () => {
  it('reads manifest and config once, and then asks only what the tag names', async () => {
    const target = new Counting();
    const digest = await store(target, '1.0.0', {
      config: { appVersion: '8.1' },
      annotations: { 'org.opencontainers.image.created': '2026-11-20T10:00:00Z' },
    });
    const known: KnownFacts = new Map();
    const facts = await versionFacts(target, '1.0.0', { known });
    expect(facts).toEqual({
      digest,
      size: 5,
      created: Date.UTC(2026, 10, 20, 10),
      appVersion: '8.1',
      kind: 'chart',
    });
    expect(target.asked).toEqual(['manifest 1.0.0', `blob ${HELM_CONFIG}`]);

    target.asked.length = 0;
    expect(await versionFacts(target, '1.0.0', { known, before: digest })).toBe(facts);
    expect(target.asked).toEqual(['resolve 1.0.0']);

    // Another tag of the same digest costs its manifest only.
    target.asked.length = 0;
    await target.push(await target.resolve('1.0.0'), (await target.fetchManifest('1.0.0')).blob, {
      tag: 'latest',
    });
    target.asked.length = 0;
    expect(await versionFacts(target, 'latest', { known })).toBe(facts);
    expect(target.asked).toEqual(['manifest latest']);

    // A tag that was moved is read anew.
    const other = await store(target, '1.0.0', { config: { appVersion: '9' } });
    const moved = await versionFacts(target, '1.0.0', { known, before: digest });
    expect(moved).toMatchObject({ digest: other, appVersion: '9' });
  });

  it('reads the metadata layer of the formats that have one', async () => {
    const target = new Counting();
    const layers: [string, Blob][] = [
      [DEMO_META, json({ appVersion: '1.1.0' })],
      [DEMO_CONTENT, new Blob(['x'])],
    ];
    await store(target, '1', { type: 'application/vnd.oci.image.config.v1+json', layers });
    const facts = await versionFacts(target, '1', { known: new Map() });
    expect(facts).toMatchObject({ appVersion: '1.1.0', size: 22 + 1, kind: 'chart' });
  });

  it.each([
    [
      'a signature, which borrows the config of an image',
      {
        type: 'application/vnd.oci.image.config.v1+json',
        layers: [['a/b', new Blob(['xyz'])]] as [string, Blob][],
      },
      { kind: 'other', size: 3 },
    ],
    [
      'an image',
      {
        type: 'application/vnd.oci.image.config.v1+json',
        layers: [['application/vnd.oci.image.layer.v1.tar+gzip', new Blob(['xyz'])]] as [
          string,
          Blob,
        ][],
        annotations: { 'org.opencontainers.image.description': 'A server' },
      },
      { kind: 'image', size: 3, description: 'A server', appVersion: undefined },
    ],
    ['a config that isn’t JSON’s object', { config: [] }, { kind: 'chart', appVersion: undefined }],
    [
      'a time that isn’t one',
      { annotations: { 'org.opencontainers.image.created': 'today' } },
      { created: undefined },
    ],
    ['a number for an app version', { config: { appVersion: 8 } }, { appVersion: undefined }],
  ])('leaves out what can’t be told of %s', async (_, artifact, expected) => {
    const target = new Counting();
    await store(target, 't', artifact);
    expect(await versionFacts(target, 't', { known: new Map() })).toMatchObject(expected);
  });
});
