import { BitString, Integer, Sequence } from 'asn1js';
import { copyOf, childrenOf, oidOf, parse } from './certificate.ts';

/** A public key, and what it can verify. */
export interface PublicKey {
  /** SubjectPublicKeyInfo in DER (RFC 5280, 4.1.2.7). */
  spki: Uint8Array<ArrayBuffer>;
  kind: 'ecdsa' | 'ed25519' | 'rsa';
  /** For ECDSA. */
  curve?: Curve;
}

type Curve = 'P-256' | 'P-384' | 'P-521';
export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** Whether a signature is a key's, or that this browser can't tell. */
export type Outcome = 'valid' | 'invalid' | 'unsupported';

/** How a signature was made, beyond its key. */
export interface Scheme {
  hashes: readonly Hash[];
  /** ECDSA's two numbers in DER (RFC 3279), or side by side (RFC 7518, IEEE P1363). */
  ecdsa: 'der' | 'raw';
  rsa: readonly ('RSASSA-PKCS1-v1_5' | 'RSA-PSS')[];
}

const CURVES: Record<string, Curve> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};
/** The bytes of each of the two numbers of a signature. */
const NUMBER_LENGTHS: Record<Curve, number> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
const ED25519_LENGTH = 32;
const HASH_LENGTHS: Record<Hash, number> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

/** The key in a SubjectPublicKeyInfo; undefined if it is none that WebCrypto knows. */
export function readPublicKey(spki: Uint8Array<ArrayBuffer>): PublicKey | undefined {
  try {
    const [algorithm, bits] = childrenOf(parse(spki));
    if (!(algorithm instanceof Sequence) || !(bits instanceof BitString)) return undefined;
    const [kind, parameters] = childrenOf(algorithm).map(oidOf);
    if (kind === '1.2.840.113549.1.1.1') return { spki, kind: 'rsa' };
    if (kind === '1.3.101.112') return { spki, kind: 'ed25519' };
    const curve = CURVES[parameters ?? ''];
    return kind === '1.2.840.10045.2.1' && curve ? { spki, kind: 'ecdsa', curve } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `signature` over `data` was made with `key`, by any of the ways that `scheme` allows. */
export async function verifyWith(
  key: PublicKey,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
  scheme: Scheme,
): Promise<Outcome> {
  const { subtle } = crypto;
  if (!subtle) return 'unsupported';
  const outcomes: Outcome[] = [];
  for (const { imported, used } of algorithmsOf(key, scheme)) {
    try {
      const fitting = await subtle.importKey('spki', key.spki, imported, false, ['verify']);
      const bytes = key.curve && scheme.ecdsa === 'der' ? toRaw(signature, key.curve) : signature;
      if (bytes && (await subtle.verify(used, fitting, bytes, data))) return 'valid';
      outcomes.push('invalid');
    } catch {
      // The browser lacks the algorithm (Ed25519 is younger than the rest), or the key is damaged.
      outcomes.push('unsupported');
    }
  }
  if (key.kind === 'ed25519') outcomes.push(await verifyPrehashed(key, signature, data));
  if (outcomes.includes('valid')) return 'valid';
  return outcomes.includes('invalid') ? 'invalid' : 'unsupported';
}

/**
 * Ed25519 over the hash of the data (Ed25519ph, RFC 8032, 5.1), which sigstore signs with and
 * WebCrypto doesn't have.
 */
async function verifyPrehashed(
  { spki }: PublicKey,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<Outcome> {
  const { ed25519ph } = await import('@noble/curves/ed25519.js');
  // The key is the end of its SubjectPublicKeyInfo (RFC 8410, 4).
  const key = spki.subarray(-ED25519_LENGTH);
  return signature.length === 2 * ED25519_LENGTH && ed25519ph.verify(signature, data, key)
    ? 'valid'
    : 'invalid';
}

/** What WebCrypto is asked for: the algorithm of the key, and that of the signature. */
interface Algorithms {
  imported: { name: string; namedCurve?: string; hash?: string };
  used: { name: string; hash?: string; saltLength?: number };
}

function algorithmsOf({ kind, curve }: PublicKey, { hashes, rsa }: Scheme): Algorithms[] {
  if (kind === 'ed25519') return [{ imported: { name: 'Ed25519' }, used: { name: 'Ed25519' } }];
  return hashes.flatMap((hash): Algorithms[] =>
    kind === 'ecdsa' && curve
      ? [{ imported: { name: 'ECDSA', namedCurve: curve }, used: { name: 'ECDSA', hash } }]
      : rsa.map((name) => ({
          imported: { name, hash },
          used: { name, saltLength: HASH_LENGTHS[hash] },
        })),
  );
}

/** ECDSA's numbers side by side, from the sequence of two integers that Go writes. */
function toRaw(der: Uint8Array<ArrayBuffer>, curve: Curve): Uint8Array<ArrayBuffer> | undefined {
  const numbers = numbersIn(der);
  const length = NUMBER_LENGTHS[curve];
  const raw = new Uint8Array(2 * length);
  if (numbers.length !== 2) return undefined;
  for (const [i, number] of numbers.entries()) {
    if (!(number instanceof Integer)) return undefined;
    const bytes = copyOf(number.valueBlock.valueHexView);
    const from = bytes.findIndex((byte) => byte !== 0);
    const digits = from < 0 ? bytes.subarray(bytes.length) : bytes.subarray(from);
    if (digits.length > length) return undefined;
    raw.set(digits, (i + 1) * length - digits.length);
  }
  return raw;
}

function numbersIn(der: Uint8Array<ArrayBuffer>) {
  try {
    return childrenOf(parse(der));
  } catch {
    // A signature by another kind of key.
    return [];
  }
}
