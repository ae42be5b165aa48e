/** Attaches to a chart what cosign and others attach, made here. */
import { sign, type KeyObject } from 'node:crypto';
import { digestOf } from '../../src/core/oci/digest.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { nodeTransport } from './http.ts';

export const SBOM = JSON.stringify({ spdxVersion: 'SPDX-2.3', name: 'harbour' });

/** Signs as cosign does by default before 3.0, and attaches a bill of materials. */
export async function attachSigned(host: string, name: string, digest: string, key: KeyObject) {
  const repository = new Registry({ host, transport: nodeTransport }).repository(name);
  const store = async (mediaType: string, text: string, tag?: string) => {
    const blob = new Blob([text]);
    const descriptor = { mediaType, digest: await digestOf(blob), size: blob.size };
    await repository.push(descriptor, blob, tag === undefined ? {} : { tag });
    return descriptor;
  };
  const payload = JSON.stringify({
    critical: {
      identity: { 'docker-reference': `${host}/${name}` },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
    },
    optional: null,
  });
  const layer = await store('application/vnd.dev.cosign.simplesigning.v1+json', payload);
  const signature = sign('sha256', Buffer.from(payload), key).toString('base64');
  const config = await store('application/vnd.oci.image.config.v1+json', '{}');
  const head = { schemaVersion: 2, mediaType: OCI_MANIFEST, config };
  await store(
    OCI_MANIFEST,
    JSON.stringify({
      ...head,
      layers: [{ ...layer, annotations: { 'dev.cosignproject.cosign/signature': signature } }],
    }),
    `${digest.replace(':', '-')}.sig`,
  );
  const sbom = await store('application/spdx+json', SBOM);
  const title = { 'org.opencontainers.image.title': 'harbour.spdx.json' };
  await store(
    OCI_MANIFEST,
    JSON.stringify({
      ...head,
      artifactType: 'application/spdx+json',
      layers: [{ ...sbom, annotations: title }],
      subject: await repository.resolve(digest),
    }),
  );
}
