import { isRecord, parseJson } from '../json.ts';
import type { Digest } from '../digest.ts';
import { fromBase64 } from './base64.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import type { AttachedCheck } from './check.ts';
import {
  readPublicKey,
  verifyWith,
  type Outcome,
  type PublicKey,
  type Scheme,
} from './public-key.ts';
import type { NamedKey, Trust } from './trust.ts';

/** What cosign writes beside the payload, as annotations of its layer. */
const SIGNATURE = 'dev.cosignproject.cosign/signature';
const CERTIFICATE = 'dev.sigstore.cosign/certificate';
const LOG_ENTRY = 'dev.sigstore.cosign/bundle';

/** How sigstore signs with keys: the digest by the key's own size, or SHA-256 before cosign 3. */
export const SIGSTORE: Scheme = {
  hashes: ['SHA-256', 'SHA-384', 'SHA-512'],
  ecdsa: 'der',
  rsa: ['RSASSA-PKCS1-v1_5', 'RSA-PSS'],
};

/**
 * Checks a signature of cosign before 3.0: the payload is a layer, the signature its annotation
 * (sigstore/cosign, specs/SIGNATURE_SPEC.md).
 */
export async function checkSimpleSigning(
  payload: Uint8Array<ArrayBuffer>,
  annotations: Readonly<Record<string, string>>,
  subject: Digest,
  trust: Trust,
): Promise<AttachedCheck> {
  const facts = annotatedFacts(annotations);
  const signature = fromBase64(annotations[SIGNATURE]);
  const signs = signedDigest(payload);
  if (!signature || signs === undefined) {
    return { state: 'not-checked', reason: 'unknown-form', ...facts };
  }
  if (signs !== subject) return { state: 'other-artifact', signs, ...facts };
  return { ...(await checkKeys(signature, payload, trust.keys, facts.certificate)), ...facts };
}

/** What came with a signature beside it. */
export interface SigningFacts {
  certificate: Certificate | undefined;
  /** With an entry of a transparency log. */
  logged: boolean;
}

/** What cosign before 3.0 wrote beside a signature. */
export function annotatedFacts(annotations: Readonly<Record<string, string>>): SigningFacts {
  return { certificate: readPem(annotations[CERTIFICATE]), logged: LOG_ENTRY in annotations };
}

/** The verdict on a signature by the keys that were given, or by the one of its certificate. */
export async function checkKeys(
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
  keys: readonly NamedKey[],
  certified: { spki: Uint8Array<ArrayBuffer> } | undefined,
): Promise<AttachedCheck> {
  const verify = (key: PublicKey): Promise<Outcome> => verifyWith(key, signature, data, SIGSTORE);
  const outcomes: Outcome[] = [];
  for (const { name, key } of keys) {
    const outcome = await verify(key);
    if (outcome === 'valid') return { state: 'verified', by: name };
    outcomes.push(outcome);
  }
  if (certified) return await checkCertified(certified.spki, verify);
  if (keys.length === 0) return { state: 'not-checked', reason: 'nothing-given' };
  if (outcomes.includes('invalid')) return { state: 'not-by-given' };
  return { state: 'not-checked', reason: 'unsupported' };
}

/** A signature that isn't even its certificate's is bad, whoever issued that. */
async function checkCertified(
  spki: Uint8Array<ArrayBuffer>,
  verify: (key: PublicKey) => Promise<Outcome>,
): Promise<AttachedCheck> {
  const key = readPublicKey(spki);
  const outcome = key ? await verify(key) : 'unsupported';
  if (outcome === 'invalid') return { state: 'bad' };
  return { state: 'not-checked', reason: outcome === 'valid' ? 'keyless' : 'unsupported' };
}

/** The digest that a payload of simple signing is about. */
function signedDigest(payload: Uint8Array<ArrayBuffer>): string | undefined {
  const value = parseJson(new TextDecoder().decode(payload));
  const critical = isRecord(value) ? value['critical'] : undefined;
  const image = isRecord(critical) ? critical['image'] : undefined;
  const digest = isRecord(image) ? image['docker-manifest-digest'] : undefined;
  return typeof digest === 'string' ? digest : undefined;
}

function readPem(text: string | undefined) {
  const [, body] = /-----BEGIN CERTIFICATE-----([^-]*)-----END/.exec(text ?? '') ?? [];
  const der = fromBase64(body?.replace(/\s/g, ''));
  return der && readCertificate(der);
}
