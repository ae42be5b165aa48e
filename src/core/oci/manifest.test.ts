import { describe, expect, it } from 'vitest';
import { parseManifest } from './manifest.ts';
import { DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST } from './media-types.ts';

const config = { mediaType: 'a/b', digest: `sha256:${'0'.repeat(64)}`, size: 2 };

function refused(value: unknown, type = OCI_MANIFEST): string {
  try {
    parseManifest(typeof value === 'string' ? value : JSON.stringify(value), type);
  } catch (error) {
    return JSON.stringify(error);
  }
  return 'taken';
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

  it.each([
    ['no JSON', 'not JSON'],
    ['[]', 'not a JSON object'],
    ['{"schemaVersion":1}', 'schemaVersion'],
    [JSON.stringify({ schemaVersion: 2, layers: [] }), 'config'],
    [JSON.stringify({ schemaVersion: 2, config, layers: {} }), 'layers is not a list'],
    [JSON.stringify({ schemaVersion: 2, config: { ...config, size: -1 } }), 'size'],
    [JSON.stringify({ schemaVersion: 2, config: { ...config, size: 1.5 } }), 'size'],
    [JSON.stringify({ schemaVersion: 2, config: { ...config, digest: 'md5:1' } }), 'digest'],
    [JSON.stringify({ schemaVersion: 2, config, manifests: [] }), 'at once'],
    [JSON.stringify({ schemaVersion: 2, config, mediaType: OCI_INDEX }), 'was sent as'],
    [JSON.stringify({ schemaVersion: 2, config, annotations: { a: 1 } }), 'annotations'],
  ])('refuses %s', (text, reason) => {
    expect(refused(text)).toContain('manifest.invalid');
    expect(refused(text)).toContain(reason);
  });

  it('says of other types what they are', () => {
    expect(refused({ schemaVersion: 2, config }, DOCKER_MANIFEST)).toContain('manifest.not-chart');
  });
});
