import { ChartroomError } from '../errors.ts';
import { goStruct } from '../go/struct-keys.ts';
import { isRecord } from '../json.ts';
import { isAnyDigest } from './digest.ts';
import type { Digest } from '../digest.ts';

/** The media type, size and digest of a blob or manifest (image-spec, descriptor.md). */
export interface Descriptor {
  mediaType: string;
  digest: Digest;
  /** Bytes. */
  size: number;
  /** For a manifest in an index: the kind of artifact. */
  artifactType?: string;
  annotations?: Record<string, string>;
}

/** The fields of a descriptor in Go (image-spec, specs-go/v1/descriptor.go). */
export const DESCRIPTOR_FIELDS = goStruct({
  mediaType: undefined,
  digest: undefined,
  size: undefined,
  urls: undefined,
  annotations: undefined,
  data: undefined,
  platform: undefined,
  artifactType: undefined,
});

/**
 * Parses a descriptor; `where` names its place in errors. Unknown keys are dropped. A digest of an
 * unknown algorithm passes: the other content of the manifest can still be used.
 */
export function parseDescriptor(value: unknown, where: string): Descriptor {
  const invalid = (reason: 'no-descriptor' | 'no-media-type' | 'no-digest' | 'no-size') =>
    new ChartroomError('manifest.invalid', { reason, where });
  if (!isRecord(value)) throw invalid('no-descriptor');
  const { mediaType, digest, size, artifactType, annotations } = value;
  if (typeof mediaType !== 'string' || mediaType === '') throw invalid('no-media-type');
  if (typeof digest !== 'string' || !isAnyDigest(digest)) throw invalid('no-digest');
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw invalid('no-size');
  }
  const descriptor: Descriptor = { mediaType, digest, size };
  if (typeof artifactType === 'string') descriptor.artifactType = artifactType;
  if (annotations !== undefined && annotations !== null) {
    descriptor.annotations = parseAnnotations(annotations, where);
  }
  return descriptor;
}

/** Parses a map of strings; otherwise `manifest.invalid`. */
export function parseAnnotations(value: unknown, where: string): Record<string, string> {
  if (!isTextMap(value)) {
    throw new ChartroomError('manifest.invalid', { reason: 'annotations', where });
  }
  return value;
}

function isTextMap(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((item) => typeof item === 'string');
}
