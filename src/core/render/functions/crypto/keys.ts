/** Private keys as sprig makes and reads them (`crypto.go`), with WebCrypto's. */
import { GoError } from '../../../go/error.ts';
import {
  bitString,
  element,
  elementsIn,
  integer,
  objectId,
  octetString,
  sequence,
  within,
} from './der.ts';
import { readPem, writePem } from './pem.ts';
import { subtle, type SubtleKey } from './subtle.ts';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';
const CURVES: Record<string, string> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};
const NULL = element(0x05);

/** What certificates are made with. */
export interface PrivateKey {
  /** As sprig prints it. */
  pem: string;
  /** SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  signatureAlgorithm: Uint8Array;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export type KeyType = 'rsa' | 'ecdsa' | 'ed25519';

/** A new key; RSA's has so many bits. */
export async function generateKey(type: KeyType, bits = 2048): Promise<PrivateKey> {
  const algorithms = {
    rsa: {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: bits,
      publicExponent: Uint8Array.of(1, 0, 1),
    },
    ecdsa: { name: 'ECDSA', namedCurve: 'P-256' },
    ed25519: { name: 'Ed25519' },
  };
  // The types that this is compiled with know of no algorithm without parameters.
  const algorithm = algorithms[type] as { name: string; namedCurve: string };
  const uses = ['sign', 'verify'] as const;
  const pair = (await subtle().generateKey(algorithm, true, uses)) as {
    privateKey: SubtleKey;
  };
  const pkcs8 = new Uint8Array(await subtle().exportKey('pkcs8', pair.privateKey));
  return keyOf(pkcs8);
}

/** `parsePrivateKeyPEM`. */
export async function readKey(pem: string): Promise<PrivateKey> {
  const block = readPem(pem);
  if (!block) throw new GoError('no PEM data in input');
  const { type, bytes } = block;
  if (type === 'PRIVATE KEY') return keyOf(bytes);
  if (!type.endsWith(' PRIVATE KEY'))
    throw new GoError(`no private key data in PEM block of type ${type}`);
  const kind = type.slice(0, -' PRIVATE KEY'.length);
  if (kind === 'RSA') return keyOf(pkcs8Of(sequence(objectId(RSA), NULL), bytes));
  if (kind === 'EC') {
    const curve = within(bytes)?.find(({ tag }) => tag === 0xa0)?.content;
    if (!curve) throw new GoError('parsing EC private key from PEM: unknown elliptic curve');
    return keyOf(pkcs8Of(sequence(objectId(EC), curve), bytes));
  }
  throw new GoError(`invalid private key type ${kind}`);
}

function pkcs8Of(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  return sequence(integer(Uint8Array.of(0)), algorithm, octetString(key));
}

async function keyOf(pkcs8: Uint8Array): Promise<PrivateKey> {
  const [, algorithm, wrapped] = within(pkcs8) ?? [];
  const [type, parameters] = elementsIn(algorithm?.content ?? new Uint8Array()) ?? [];
  if (!type || !wrapped) throw new GoError('decoding PEM as PKCS#8: asn1: structure error');
  try {
    if (isId(type.whole, RSA)) return await rsaKey(pkcs8, wrapped.content);
    if (isId(type.whole, EC)) return await ecKey(pkcs8, parameters?.whole ?? new Uint8Array());
    if (isId(type.whole, ED25519)) return await ed25519Key(pkcs8);
  } catch (error) {
    if (error instanceof GoError || !(error instanceof Error)) throw error;
    // WebCrypto refuses it, in words of the browser's.
    throw new GoError(`asn1: structure error: ${error.message || error.name}`, undefined);
  }
  throw new GoError('decoding PEM as PKCS#8: x509: PKCS#8 wrapping contained unknown algorithm');
}

function isId(der: Uint8Array, dotted: string): boolean {
  return String(der) === String(objectId(dotted));
}

async function rsaKey(pkcs8: Uint8Array, pkcs1: Uint8Array): Promise<PrivateKey> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await importKey(pkcs8, algorithm);
  const [, modulus, exponent] = within(pkcs1) ?? [];
  if (!modulus || !exponent)
    throw new GoError('parsing RSA private key from PEM: asn1: structure error');
  return {
    pem: writePem({ type: 'RSA PRIVATE KEY', bytes: pkcs1 }),
    publicKey: sequence(
      sequence(objectId(RSA), NULL),
      bitString(sequence(modulus.whole, exponent.whole)),
    ),
    signatureAlgorithm: sequence(objectId('1.2.840.113549.1.1.11'), NULL),
    sign: (bytes) => signed(algorithm, key, bytes),
  };
}

async function ecKey(pkcs8: Uint8Array, curve: Uint8Array): Promise<PrivateKey> {
  const namedCurve = Object.entries(CURVES).find(([id]) => isId(curve, id))?.[1];
  if (!namedCurve) throw new GoError('parsing EC private key from PEM: unknown elliptic curve');
  const key = await importKey(pkcs8, { name: 'ECDSA', namedCurve });
  const jwk = await subtle().exportKey('jwk', key);
  const [d, x, y] = [jwk.d, jwk.x, jwk.y].map((part) => fromBase64Url(part ?? ''));
  const point = bitString(Uint8Array.of(4, ...(x ?? []), ...(y ?? [])));
  const hash = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' }[namedCurve] as string;
  const id = { 'SHA-256': 2, 'SHA-384': 3, 'SHA-512': 4 }[hash] as number;
  const bytes = sequence(
    ...[integer(Uint8Array.of(1)), octetString(d as Uint8Array)],
    ...[element(0xa0, curve), element(0xa1, point)],
  );
  return {
    pem: writePem({ type: 'EC PRIVATE KEY', bytes }),
    publicKey: sequence(sequence(objectId(EC), curve), point),
    signatureAlgorithm: sequence(objectId(`1.2.840.10045.4.3.${id}`)),
    sign: async (message) => {
      const signature = await signed({ name: 'ECDSA', hash }, key, message);
      const half = signature.length / 2;
      return sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)));
    },
  };
}

async function ed25519Key(pkcs8: Uint8Array): Promise<PrivateKey> {
  const key = await importKey(pkcs8, { name: 'Ed25519' });
  const { x = '' } = await subtle().exportKey('jwk', key);
  return {
    pem: writePem({ type: 'PRIVATE KEY', bytes: pkcs8 }),
    publicKey: sequence(sequence(objectId(ED25519)), bitString(fromBase64Url(x))),
    signatureAlgorithm: sequence(objectId(ED25519)),
    sign: (bytes) => signed({ name: 'Ed25519' }, key, bytes),
  };
}

interface Algorithm {
  name: string;
  hash?: string;
  namedCurve?: string;
}

function importKey(pkcs8: Uint8Array, algorithm: Algorithm): Promise<SubtleKey> {
  return subtle().importKey('pkcs8', new Uint8Array(pkcs8), algorithm, true, ['sign']);
}

async function signed(
  algorithm: Algorithm,
  key: SubtleKey,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  return new Uint8Array(await subtle().sign(algorithm, key, new Uint8Array(bytes)));
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
