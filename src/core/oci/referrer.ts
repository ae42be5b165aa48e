import type { Descriptor } from './descriptor.ts';
import type { Digest } from '../digest.ts';
import { hexOf } from './digest.ts';
import { parseManifest } from './manifest.ts';
import { OCI_INDEX, OCI_MANIFEST } from './media-types.ts';

/** A manifest that refers to another one: a signature, a provenance, a list of parts. */
export interface Referrer {
  /** What it refers to. */
  subject: Descriptor;
  /** How it is listed there. */
  entry: Descriptor;
}

/**
 * What a manifest refers to, and how it is listed among what refers to that (distribution-spec,
 * "Pushing Manifests with Subject": with its annotations and its `artifactType`, which a
 * manifest without one takes from its config). Undefined for one that refers to nothing.
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

/** Tags that are no versions: the referrers of a digest, and cosign's signatures and the like. */
const REFERRERS_TAG = /^sha(?:256|512)-[0-9a-f]{32,128}(?:\.[a-z0-9]+)?$/;

/**
 * Whether a tag stands for what refers to a digest (distribution-spec, "Referrers Tag
 * Schema"), rather than for a version of something.
 */
export function isReferrersTag(tag: string): boolean {
  return REFERRERS_TAG.test(tag);
}

/** The tag that lists what refers to a digest, cut as the specification says. */
export function referrersTag(digest: Digest): string {
  const algorithm = digest.slice(0, digest.indexOf(':'));
  return `${algorithm}-${hexOf(digest).slice(0, 64)}`;
}
