import { describe, expect, it } from 'vitest';
import { isChartroomError, type ChartroomError, type ManifestFault } from '../errors.ts';
import { parseManifest } from './manifest.ts';
import { DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from './media-types.ts';

const config = { mediaType: 'a/b', digest: `sha256:${'0'.repeat(64)}`, size: 2 };

function refused(value: unknown, type = OCI_MANIFEST): ChartroomError {
  try {
    parseManifest(typeof value === 'string' ? value : JSON.stringify(value), type);
  } catch (error) {
    if (isChartroomError(error)) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

describe('parseManifest', () => {
  it('reads a manifest, and keeps nothing it does not know', () => {
    const text = JSON.stringify({
      schemaVersion: 2,
      config: { ...config, urls: ['https://elsewhere.example/blob'] },
      layers: [{ ...config, annotations: { a: 'b' } }],
      annotations: { c: 'd' },
    });
    expect(parseManifest(text, OCI_MANIFEST)).toEqual({
      mediaType: OCI_MANIFEST,
      config,
      layers: [{ ...config, annotations: { a: 'b' } }],
      annotations: { c: 'd' },
    });
  });

  it('reads an index', () => {
    const text = JSON.stringify({ schemaVersion: 2, manifests: [config] });
    expect(parseManifest(text, OCI_INDEX)).toEqual({ mediaType: OCI_INDEX, manifests: [config] });
  });

  it('lets digests of unknown algorithms pass', () => {
    const others = ['md5:1', `sha384:${'0'.repeat(96)}`, 'blake3+b64u:aB-_0==', 'a.b_c-1:x'];
    const manifests = others.map((digest) => ({ ...config, digest }));
    const text = JSON.stringify({ schemaVersion: 2, manifests });
    expect(parseManifest(text, OCI_INDEX)).toMatchObject({ manifests });
  });

  it.each([
    '',
    'md5',
    'md5:',
    ':1',
    'MD5:1',
    '+a:1',
    'a++b:1',
    'a:b:c',
    'a:../b',
    'a:b c',
    'sha256:1',
  ])('refuses what isn’t a digest: %j', (digest) =>
    expect(refused({ ...valid, config: { ...config, digest } }).data).toEqual({
      reason: 'no-digest',
      where: 'config',
    }),
  );

  const valid = { schemaVersion: 2, config };
  it.each<[unknown, ManifestFault]>([
    ['no JSON', { reason: 'not-json' }],
    ['[]', { reason: 'not-object' }],
    [{ schemaVersion: 1 }, { reason: 'schema-version' }],
    [
      { schemaVersion: 2, layers: [] },
      { reason: 'no-descriptor', where: 'config' },
    ],
    [
      { ...valid, layers: {} },
      { reason: 'not-list', key: 'layers' },
    ],
    [
      { ...valid, config: { ...config, size: -1 } },
      { reason: 'no-size', where: 'config' },
    ],
    [
      { ...valid, config: { ...config, size: 1.5 } },
      { reason: 'no-size', where: 'config' },
    ],
    [
      { ...valid, config: { ...config, digest: 'sha256:1' } },
      { reason: 'no-digest', where: 'config' },
    ],
    [
      { ...valid, layers: [config, { ...config, mediaType: '' }] },
      { reason: 'no-media-type', where: 'layers[1]' },
    ],
    [{ ...valid, manifests: [] }, { reason: 'manifest-and-index' }],
    [
      { ...valid, mediaType: OCI_INDEX },
      { reason: 'other-type', inside: OCI_INDEX, outside: OCI_MANIFEST },
    ],
    [
      { ...valid, annotations: { a: 1 } },
      { reason: 'annotations', where: 'manifest' },
    ],
  ])('refuses %j', (manifest, fault) => {
    expect(refused(manifest)).toMatchObject({ code: 'manifest.invalid' });
    expect(refused(manifest).data).toEqual(fault);
  });

  const text = JSON.stringify({ ...valid, layers: [config] });
  it.each([
    [text.replace('{', '{"Layers":[],'), 'Layers', 'layers'],
    [text.replace('"layers"', '"Layers"'), 'Layers', 'layers'],
    [text.replace('{', '{"layers":[],'), 'layers', 'layers'],
    [text.replace('"digest"', '"Digest":"","digest"'), 'Digest', 'digest'],
  ])('refuses %s, in which Go finds something else', (manifest, key, field) => {
    expect(refused(manifest).data).toEqual({ reason: 'ambiguous-key', key, field });
  });

  it('refuses an index that lists a manifest under a second key', () => {
    const index = JSON.stringify({ schemaVersion: 2, manifests: [], Manifests: [config] });
    expect(refused(index, OCI_INDEX).data).toEqual({
      reason: 'ambiguous-key',
      key: 'Manifests',
      field: 'manifests',
    });
  });

  it('names other media types in the error', () => {
    expect(refused({ schemaVersion: 2, config }, DOCKER_MANIFEST)).toMatchObject({
      code: 'manifest.not-chart',
      data: { found: [DOCKER_MANIFEST] },
    });
  });
});
