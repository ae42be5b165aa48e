import type { Source, TransferOptions } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { bytesOf } from '../read-blob.ts';
import { checkAttestation, checkBundle } from './bundle.ts';
import type { AttachedCheck } from './check.ts';
import { BUNDLE, DSSE, SIMPLE_SIGNING } from './kind.ts';
import type { Attachment } from './list.ts';
import { checkNotation, COSE, JWS } from './notation.ts';
import { checkSimpleSigning } from './simple-signing.ts';
import type { Trust } from './trust.ts';

/** Signatures take some kilobytes, attestations with an SBOM inside a few megabytes. */
const MAX_SIGNED = 8 * 1024 * 1024;
/** An artifact that many have signed by cosign's old way has a layer for each. */
const MOST = 50;

/** An attachment, and what it is attached to. */
export interface AttachedTo extends Attachment {
  subject: Digest;
}

/** Checks every signature in attachments; by the digests of those that hold one. */
export async function checkAttachments(
  attachments: readonly AttachedTo[],
  source: Source,
  trust: Trust,
  options: TransferOptions = {},
): Promise<ReadonlyMap<Digest, readonly AttachedCheck[]>> {
  const checks = new Map<Digest, readonly AttachedCheck[]>();
  for (const attachment of attachments) {
    const { descriptor, subject } = attachment;
    const checked = await checkAttachment(attachment, subject, source, trust, options);
    if (checked.length > 0) checks.set(descriptor.digest, checked);
  }
  return checks;
}

/** Checks every signature in what is attached to `subject`. */
async function checkAttachment(
  attachment: Attachment,
  subject: Digest,
  source: Source,
  trust: Trust,
  options: TransferOptions = {},
): Promise<AttachedCheck[]> {
  const checks: AttachedCheck[] = [];
  for (const layer of signedLayers(attachment.manifest).slice(0, MOST)) {
    checks.push(await checkLayer(layer, subject, source, trust, options));
  }
  return checks;
}

async function checkLayer(
  layer: Descriptor,
  subject: Digest,
  source: Source,
  trust: Trust,
  options: TransferOptions,
): Promise<AttachedCheck> {
  const { mediaType, size, annotations = {} } = layer;
  if (size > MAX_SIGNED) return { state: 'not-checked', reason: 'too-large' };
  const bytes = new Uint8Array(await bytesOf(await source.fetch(layer, options)));
  if (mediaType === SIMPLE_SIGNING) return checkSimpleSigning(bytes, annotations, subject, trust);
  if (mediaType === JWS || mediaType === COSE) {
    return checkNotation(bytes, mediaType, subject, trust);
  }
  const text = new TextDecoder().decode(bytes);
  if (mediaType === DSSE) return checkAttestation(text, annotations, subject, trust);
  return checkBundle(text, subject, trust);
}

function signedLayers(manifest: Attachment['manifest']): Descriptor[] {
  const layers = manifest && 'layers' in manifest ? manifest.layers : [];
  return layers.filter(
    ({ mediaType }) =>
      mediaType === SIMPLE_SIGNING ||
      mediaType === DSSE ||
      BUNDLE.test(mediaType) ||
      mediaType === JWS ||
      mediaType === COSE,
  );
}
