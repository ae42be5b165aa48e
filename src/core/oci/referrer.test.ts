import { expect, test } from 'vitest';
import { OCI_INDEX, OCI_MANIFEST } from './media-types.ts';
import { isReferrersTag, referrerIn, referrersTag } from './referrer.ts';

const digest = `sha256:${'ab'.repeat(32)}` as const;
const subject = { mediaType: OCI_MANIFEST, digest, size: 10 };
const config = { mediaType: 'application/x-config', digest, size: 2 };

test('how a referrer is listed', () => {
  const own = { mediaType: OCI_MANIFEST, digest, size: 300 };
  const annotations = { by: 'ann' };
  const listed = (mediaType: string, manifest: object) =>
    referrerIn({ ...own, mediaType }, JSON.stringify({ schemaVersion: 2, ...manifest }));
  const kind = { artifactType: 'application/x-kind' };
  expect(listed(OCI_MANIFEST, { config, layers: [], subject, annotations, ...kind })).toEqual({
    subject,
    entry: { ...own, ...kind, annotations },
  });
  expect(listed(OCI_MANIFEST, { config, layers: [], subject, artifactType: '' })).toEqual({
    subject,
    entry: { ...own, artifactType: 'application/x-config' },
  });
  // An index has no config whose media type could be its artifact type.
  expect(listed(OCI_INDEX, { manifests: [], subject })).toEqual({
    subject,
    entry: { ...own, mediaType: OCI_INDEX },
  });
  expect(listed(OCI_MANIFEST, { config, layers: [] })).toBeUndefined();
  const docker = 'application/vnd.docker.distribution.manifest.v2+json';
  expect(listed(docker, { config, layers: [], subject })).toBeUndefined();
});

test('tags that aren’t versions', () => {
  const hex = 'ab'.repeat(32);
  for (const tag of [`sha256-${hex}`, `sha256-${hex}.sig`, `sha256-${hex}.att`]) {
    expect(isReferrersTag(tag)).toBe(true);
  }
  for (const tag of ['1.0.0', 'sha256-', 'sha256-rc1', `sha256-${hex} `, `v-sha256-${hex}`]) {
    expect(isReferrersTag(tag)).toBe(false);
  }
  expect(referrersTag('blake3+b64u:aB=')).toBe('blake3-b64u-aB-');
  expect(referrersTag(`sha512:${'cd'.repeat(64)}`)).toBe(`sha512-${'cd'.repeat(32)}`);
});
