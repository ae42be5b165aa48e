import type { Descriptor } from './descriptor.ts';
import type { Digest } from '../digest.ts';
import { hexOf } from './digest.ts';
import { parseManifest } from './manifest.ts';
import { OCI_INDEX, OCI_MANIFEST } from './media-types.ts';

/** A manifest that refers to another one: a signature, a provenance, an SBOM. */
export interface Referrer {
  /** The manifest that it refers to. */
  subject: Descriptor;
  /** Its entry in the list of that manifest's referrers. */
  entry: Descriptor;
}

/**
 * The subject of a manifest, and the manifest's entry in the subject's list of referrers
 * (distribution-spec, "Pushing Manifests with Subject": with its annotations and its
 * `artifactType`, which a manifest without one takes from its config). Undefined for a manifest
 * without a subject.
 */
export function referrerIn(
  { mediaType, digest, size }: Descriptor,
  text: string,
): Referrer | undefined {
  // Docker's own manifests have no subject.
  if (mediaType !== OCI_MANIFEST && mediaType !== OCI_INDEX) return undefined;
  const manifest = parseManifest(text, mediaType);
  const { subject, annotations } = manifest;
  if (!subject) return undefined;
  const ofConfig = 'config' in manifest ? manifest.config.mediaType : undefined;
  const artifactType = manifest.artifactType || ofConfig;
  const entry: Descriptor = { mediaType, digest, size };
  if (artifactType) entry.artifactType = artifactType;
  if (annotations) entry.annotations = annotations;
  return { subject, entry };
}

/**
 * Tags that aren't versions: those for the referrers of a digest, and cosign's for signatures and
 * the like.
 */
const REFERRERS_TAG = /^sha(?:256|512)-[0-9a-f]{32,128}(?:\.[a-z0-9]+)?$/;

/**
 * Whether a tag is for the referrers of a digest (distribution-spec, "Referrers Tag Schema") rather
 * than for a version.
 */
export function isReferrersTag(tag: string): boolean {
  return REFERRERS_TAG.test(tag);
}

const COSIGN_KINDS = ['sig', 'att', 'sbom'];
const COSIGN_TAG = /^sha256-([0-9a-f]{64})\.([a-z]+)$/;

/** The tags under which cosign keeps what it attaches to a manifest, where it makes no referrer. */
export function cosignTags(digest: Digest): string[] {
  return COSIGN_KINDS.map((kind) => `${referrersTag(digest)}.${kind}`);
}

/** The manifest that one of cosign's tags is about; undefined for any other tag. */
export function cosignSubject(tag: string): Digest | undefined {
  const [, hex, kind = ''] = COSIGN_TAG.exec(tag) ?? [];
  return COSIGN_KINDS.includes(kind) ? `sha256:${hex}` : undefined;
}

/**
 * The tag that lists the referrers of a digest (distribution-spec, "Referrers Tag Schema"), whose
 * parts are truncated and may hold what tags can't.
 */
export function referrersTag(digest: Digest): string {
  const algorithm = digest.slice(0, digest.indexOf(':')).slice(0, 32);
  return `${algorithm}-${hexOf(digest).slice(0, 64)}`.replace(/[^\w.-]/g, '-');
}
