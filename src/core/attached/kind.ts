import type { Descriptor } from '../oci/descriptor.ts';
import type { Index, Manifest } from '../oci/manifest.ts';

/** What is attached to an artifact, as far as media types tell. */
export type AttachmentKind =
  /** Signatures that cosign before 3.0 makes by default ("simple signing"). */
  | 'cosign-signature'
  /** A bundle of sigstore with a signature, as cosign makes since 3.0. */
  | 'bundle-signature'
  | 'notation-signature'
  | 'attestation'
  | 'spdx'
  | 'cyclonedx'
  | 'sbom'
  | 'provenance-file'
  | 'report'
  | 'artifact-hub'
  | 'other';

/** The media types of what is read here, as their makers write them. */
export const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';
export const DSSE = 'application/vnd.dsse.envelope.v1+json';
export const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d[\d.]*)?\+json/;
/** The predicate of a bundle that is a signature and says nothing more (cosign 3). */
export const SIGN_PREDICATE = 'https://sigstore.dev/cosign/sign/v1';
const PREDICATE = 'dev.sigstore.bundle.predicateType';

/** The first whose pattern matches a media type counts. */
const KINDS: readonly [RegExp, AttachmentKind][] = [
  [/vnd\.cncf\.notary\.signature/, 'notation-signature'],
  [/simplesigning|vnd\.dev\.cosign\.artifact\.sig/, 'cosign-signature'],
  [/spdx/, 'spdx'],
  [/cyclonedx/, 'cyclonedx'],
  [/syft|artifact\.sbom/, 'sbom'],
  [/helm\.chart\.provenance/, 'provenance-file'],
  [/in-toto|dsse/, 'attestation'],
  [/sarif|security\.scan|trivy|vuln/, 'report'],
  [/cncf\.artifacthub/, 'artifact-hub'],
];

/**
 * The kind of an artifact: by the `predicateType` of a sigstore bundle, else by its `artifactType`,
 * its config and its layers.
 */
export function attachmentKind(entry: Descriptor, manifest?: Manifest | Index): AttachmentKind {
  const layers = manifest && 'layers' in manifest ? manifest.layers : [];
  const config = manifest && 'config' in manifest ? [manifest.config] : [];
  const types = [
    manifest?.artifactType ?? '',
    entry.artifactType ?? '',
    ...[...config, ...layers].map(({ mediaType }) => mediaType),
  ];
  const predicate = { ...entry.annotations, ...manifest?.annotations }[PREDICATE] ?? '';
  if (types.some((type) => BUNDLE.test(type)) && predicate === SIGN_PREDICATE) {
    return 'bundle-signature';
  }
  for (const [pattern, kind] of KINDS) {
    if ([predicate, ...types].some((type) => pattern.test(type.toLowerCase()))) return kind;
  }
  return types.some((type) => BUNDLE.test(type)) ? 'attestation' : 'other';
}
