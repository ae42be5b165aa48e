import { decode, encode, type DecodeOptions } from 'cborg';
import type { Digest } from '../digest.ts';
import { isRecord, parseJson } from '../json.ts';
import { fromBase64 } from './base64.ts';
import { copyOf, readCertificate, type Certificate } from './certificate.ts';
import type { AttachedCheck } from './check.ts';
import { readPublicKey, verifyWith, type Hash, type Outcome, type Scheme } from './public-key.ts';
import type { NamedCertificate, Trust } from './trust.ts';

/** The two forms of notation's signatures (notaryproject/specifications, signature-envelope-*.md). */
export const JWS = 'application/jose+json';
export const COSE = 'application/cose';

/** An envelope as far as it is checked. */
interface Envelope {
  /** In JSON: what is signed. */
  payload: Uint8Array<ArrayBuffer>;
  /** The bytes that the signature is over. */
  signed: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
  algorithm: Algorithm;
  /** The signer's certificate first, each signed by the next. */
  chain: Certificate[];
  /** When it was signed, and until when it is to count, as its maker says. */
  time: Date | undefined;
  expiry: Date | undefined;
}

type Algorithm = 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512';
/** The same algorithms by their numbers in COSE (RFC 9053). */
const BY_NUMBER: Record<number, Algorithm> = {
  [-7]: 'ES256',
  [-35]: 'ES384',
  [-36]: 'ES512',
  [-37]: 'PS256',
  [-38]: 'PS384',
  [-39]: 'PS512',
};
const HASHES: Record<string, Hash> = { '256': 'SHA-256', '384': 'SHA-384', '512': 'SHA-512' };
/** Where COSE has the chain of certificates (RFC 9360). */
const CHAIN = 33;
/** Tagged are the message as such and times, in seconds since 1970 (RFC 8949, 3.4.2). */
const CBOR: DecodeOptions = {
  useMaps: true,
  rejectDuplicateMapKeys: true,
  tags: { 1: (inner) => new Date(Number(inner()) * 1000), 18: (inner) => inner() },
};
const MOST_CERTIFICATES = 10;

/** The algorithms that certificates are signed by (RFC 5758, RFC 8017). */
const CERTIFICATE_HASHES: Record<string, { hash: Hash; rsa: Scheme['rsa'] }> = {
  '1.2.840.10045.4.3.2': { hash: 'SHA-256', rsa: [] },
  '1.2.840.10045.4.3.3': { hash: 'SHA-384', rsa: [] },
  '1.2.840.10045.4.3.4': { hash: 'SHA-512', rsa: [] },
  '1.2.840.113549.1.1.11': { hash: 'SHA-256', rsa: ['RSASSA-PKCS1-v1_5'] },
  '1.2.840.113549.1.1.12': { hash: 'SHA-384', rsa: ['RSASSA-PKCS1-v1_5'] },
  '1.2.840.113549.1.1.13': { hash: 'SHA-512', rsa: ['RSASSA-PKCS1-v1_5'] },
};

/**
 * Checks a signature of notation: the envelope by its own certificate, and whether a certificate
 * that was given is one of its chain or signed the last of it. Not checked are revocations, the
 * purposes that certificates are limited to, and countersignatures of time.
 */
export async function checkNotation(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
  subject: Digest,
  trust: Trust,
): Promise<AttachedCheck> {
  const envelope = mediaType === COSE ? readCose(bytes) : readJws(bytes);
  const [certificate] = envelope?.chain ?? [];
  const signs = envelope && targetOf(envelope.payload);
  const key = certificate && readPublicKey(certificate.spki);
  if (!envelope || !certificate || !key || signs === undefined) {
    return { state: 'not-checked', reason: 'unknown-form', certificate };
  }
  if (signs !== subject) return { state: 'other-artifact', signs, certificate };
  const { signature, signed, algorithm, time, expiry } = envelope;
  const hash = HASHES[algorithm.slice(2)] ?? 'SHA-256';
  const scheme: Scheme = { hashes: [hash], ecdsa: 'raw', rsa: ['RSA-PSS'] };
  const outcome = await verifyWith(key, signature, signed, scheme);
  if (outcome === 'invalid') return { state: 'bad', certificate };
  if (outcome === 'unsupported') return { state: 'not-checked', reason: outcome, certificate };
  if (expiry && expiry.getTime() < Date.now()) {
    return { state: 'expired', at: expiry.toISOString(), certificate };
  }
  const outside = time && (time < certificate.notBefore || time > certificate.notAfter);
  if (outside) return { state: 'expired', at: certificate.notAfter.toISOString(), certificate };
  if (trust.certificates.length === 0) {
    return { state: 'not-checked', reason: 'nothing-given', certificate };
  }
  const anchor = await findAnchor(envelope.chain, trust.certificates);
  return anchor
    ? { state: 'verified', by: anchor, certificate }
    : { state: 'not-by-given', certificate };
}

/** The given certificate that the chain leads to, each of which signed the one before it. */
async function findAnchor(
  chain: readonly Certificate[],
  given: readonly NamedCertificate[],
): Promise<string | undefined> {
  for (const [i, certificate] of chain.entries()) {
    const same = given.find((one) => isSame(one.certificate, certificate));
    if (same) return same.name;
    for (const one of given) {
      if ((await isSignedBy(certificate, one.certificate)) === 'valid') return one.name;
    }
    const next = chain[i + 1];
    if (!next || (await isSignedBy(certificate, next)) !== 'valid') return undefined;
  }
  return undefined;
}

function isSame(a: Certificate, b: Certificate): boolean {
  return a.bytes.length === b.bytes.length && a.bytes.every((byte, i) => byte === b.bytes[i]);
}

async function isSignedBy(certificate: Certificate, by: Certificate): Promise<Outcome> {
  const algorithm = CERTIFICATE_HASHES[certificate.algorithm];
  const key = readPublicKey(by.spki);
  if (!algorithm || !key) return 'unsupported';
  const scheme: Scheme = { hashes: [algorithm.hash], ecdsa: 'der', rsa: algorithm.rsa };
  return verifyWith(key, certificate.signature, certificate.signed, scheme);
}

/** The digest in a payload (specifications, signature-specification.md, "Payload"). */
function targetOf(payload: Uint8Array): string | undefined {
  const value = parseJson(new TextDecoder().decode(payload));
  const target = isRecord(value) ? value['targetArtifact'] : undefined;
  const digest = isRecord(target) ? target['digest'] : undefined;
  return typeof digest === 'string' ? digest : undefined;
}

/** The certificates of a chain, as far as they can be read. */
function readChain(
  value: unknown,
  bytesIn: (one: unknown) => Uint8Array<ArrayBuffer> | undefined,
): Certificate[] {
  // COSE has one certificate alone without a list.
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.slice(0, MOST_CERTIFICATES).flatMap((one) => {
    const bytes = bytesIn(one);
    const certificate = bytes && readCertificate(copyOf(bytes));
    return certificate ? [certificate] : [];
  });
}

function dateOf(value: unknown): Date | undefined {
  const date = value instanceof Date ? value : new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array;
}

function readJws(bytes: Uint8Array): Envelope | undefined {
  const value = parseJson(new TextDecoder().decode(bytes));
  if (!isRecord(value) || !isRecord(value['header'])) return undefined;
  const signature = fromBase64(value['signature']);
  const payload = fromBase64(value['payload']);
  const head = fromBase64(value['protected']);
  if (!signature || !payload || !head) return undefined;
  const protectedHead = parseJson(new TextDecoder().decode(head));
  if (!isRecord(protectedHead)) return undefined;
  const algorithm = Object.values(BY_NUMBER).find((name) => name === protectedHead['alg']);
  if (!algorithm) return undefined;
  const chain = readChain(value['header']['x5c'], fromBase64);
  const time = dateOf(protectedHead['io.cncf.notary.signingTime']);
  const expiry = dateOf(protectedHead['io.cncf.notary.expiry']);
  const signed = new TextEncoder().encode(
    `${String(value['protected'])}.${String(value['payload'])}`,
  );
  return { payload, signed, signature, algorithm, chain, time, expiry };
}

/** COSE_Sign1 (RFC 9052, 4.2): what is signed is the structure of its section 4.4. */
function readCose(bytes: Uint8Array): Envelope | undefined {
  try {
    const [head, open, payload, signature] = decode(bytes, CBOR) as unknown[];
    if (!isBytes(head) || !isBytes(payload) || !isBytes(signature)) return undefined;
    const protectedHead: unknown = decode(head, CBOR);
    if (!(protectedHead instanceof Map) || !(open instanceof Map)) return undefined;
    const algorithm = BY_NUMBER[Number(protectedHead.get(1))];
    if (!algorithm) return undefined;
    const chain = readChain(open.get(CHAIN), (one) => (isBytes(one) ? one : undefined));
    const time = dateOf(protectedHead.get('io.cncf.notary.signingTime'));
    const expiry = dateOf(protectedHead.get('io.cncf.notary.expiry'));
    const signed = copyOf(encode(['Signature1', head, new Uint8Array(), payload]));
    return { payload, signed, signature, algorithm, chain, time, expiry };
  } catch {
    // What isn't CBOR.
    return undefined;
  }
}
