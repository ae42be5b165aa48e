import { digestOf } from '../../src/core/oci/digest.ts';
import type { Descriptor } from '../../src/core/oci/descriptor.ts';
import { OCI_MANIFEST } from '../../src/core/oci/media-types.ts';

/** A manifest that refers to another one, and how it is listed there. */
export interface SampleReferrer {
  descriptor: Descriptor;
  blob: Blob;
  entry: Descriptor;
}

/** A manifest that refers to `subject`, unlike any other of another `kind`. */
export async function sampleReferrer(
  subject: Descriptor,
  config: Descriptor,
  kind = 'application/vnd.example.signature',
): Promise<SampleReferrer> {
  const document = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: kind,
    config,
    layers: [],
    subject,
    annotations: { 'org.example.kind': kind },
  };
  const blob = new Blob([JSON.stringify(document)]);
  const descriptor = { mediaType: OCI_MANIFEST, digest: await digestOf(blob), size: blob.size };
  const entry = { ...descriptor, artifactType: kind, annotations: document.annotations };
  return { descriptor, blob, entry };
}
