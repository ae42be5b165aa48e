/** Certificates as sprig has Go write them (`crypto.go`; Go's `crypto/x509`, CreateCertificate). */
import { sha1 } from '@noble/hashes/legacy.js';
import { GoError } from '../../../go/error.ts';
import {
  ascii,
  bitString,
  element,
  elementsIn,
  integer,
  joined,
  objectId,
  octetString,
  sequence,
  SET,
  within,
} from './der.ts';
import type { PrivateKey } from './keys.ts';
import { readPem, writePem } from './pem.ts';

export interface Subject {
  commonName: string;
  ips: readonly Uint8Array[];
  dnsNames: readonly string[];
  days: number;
  /** Whether it may sign others. */
  isAuthority: boolean;
}

/** The certificate that signs. */
export interface Signer {
  /** Its subject in DER. */
  name: Uint8Array;
  /** Its SubjectKeyIdentifier, if it has one. */
  keyId: Uint8Array | undefined;
  key: PrivateKey;
}

export interface Made {
  serial: Uint8Array;
  /** Milliseconds since 1970. */
  now: number;
}

const DAY = 86_400_000;
const TRUE = element(0x01, Uint8Array.of(0xff));

/** A certificate in PEM. Without a signer it signs itself. */
export async function writeCertificate(
  subject: Subject,
  key: PrivateKey,
  { serial, now }: Made,
  signer?: Signer,
): Promise<string> {
  const name = nameOf(subject.commonName);
  const keyId = subject.isAuthority ? sha1(contentOfBits(key.publicKey)) : undefined;
  const issuer = signer ?? { name, keyId, key };
  const isSigned = String(issuer.name) !== String(name);
  const { signatureAlgorithm } = issuer.key;
  const body = sequence(
    element(0xa0, integer(Uint8Array.of(2))),
    integer(serial),
    signatureAlgorithm,
    issuer.name,
    sequence(time(now), time(now + subject.days * DAY)),
    name,
    key.publicKey,
    element(0xa3, sequence(...extensions(subject, keyId, isSigned ? issuer.keyId : undefined))),
  );
  const signature = await issuer.key.sign(body);
  const bytes = sequence(body, signatureAlgorithm, bitString(signature));
  return writePem({ type: 'CERTIFICATE', bytes });
}

/** A name with nothing but a common name, in letters that are printable to ASN.1 where they are. */
function nameOf(commonName: string): Uint8Array {
  if (commonName === '') return sequence();
  const tag = /^[A-Za-z0-9 '()+,./:=?*&-]*$/.test(commonName) ? 0x13 : 0x0c;
  return sequence(element(SET, sequence(objectId('2.5.4.3'), ascii(tag, commonName))));
}

/** UTCTime before 2050, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
function time(milliseconds: number): Uint8Array {
  const text = new Date(Math.trunc(milliseconds / 1000) * 1000).toISOString();
  const digits = text.replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '');
  const year = Number(text.slice(0, 4));
  const isShort = year >= 1950 && year < 2050;
  return isShort ? ascii(0x17, digits.slice(2)) : ascii(0x18, digits);
}

function extensions(
  { ips, dnsNames, isAuthority }: Subject,
  keyId: Uint8Array | undefined,
  issuerKeyId: Uint8Array | undefined,
): Uint8Array[] {
  // digitalSignature and keyEncipherment, and for an authority keyCertSign.
  const usage = isAuthority ? bitString(Uint8Array.of(0xa4), 2) : bitString(Uint8Array.of(0xa0), 5);
  const purposes = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'].map(objectId);
  const all = [
    extension('2.5.29.15', true, usage),
    extension('2.5.29.37', false, sequence(...purposes)),
    extension('2.5.29.19', true, isAuthority ? sequence(TRUE) : sequence()),
  ];
  if (keyId) all.push(extension('2.5.29.14', false, octetString(keyId)));
  if (issuerKeyId) all.push(extension('2.5.29.35', false, sequence(element(0x80, issuerKeyId))));
  if (ips.length + dnsNames.length > 0) {
    const names = [
      ...dnsNames.map((name) => ascii(0x82, name)),
      ...ips.map((ip) => element(0x87, ip)),
    ];
    all.push(extension('2.5.29.17', false, sequence(...names)));
  }
  return all;
}

function extension(id: string, isCritical: boolean, value: Uint8Array): Uint8Array {
  return sequence(objectId(id), isCritical ? TRUE : new Uint8Array(), octetString(value));
}

/** The key itself, without what says of which kind it is. */
function contentOfBits(publicKey: Uint8Array): Uint8Array {
  const [, bits] = within(publicKey) ?? [];
  return bits?.content.subarray(1) ?? joined();
}

/** What is needed of a certificate to sign with its key. */
export function readCertificate(pem: string, context: string): Omit<Signer, 'key'> {
  const block = readPem(pem);
  if (!block) throw new GoError('unable to decode certificate');
  const [body] = within(block.bytes) ?? [];
  const fields = body && elementsIn(body.content);
  const from = fields?.[0]?.tag === 0xa0 ? 1 : 0;
  const name = fields?.[from + 4];
  if (!fields || name?.tag !== 0x30)
    throw new GoError(`error parsing certificate: ${context}: x509: malformed certificate`);
  return { name: name.whole, keyId: keyIdIn(fields.find(({ tag }) => tag === 0xa3)?.content) };
}

function keyIdIn(wrapped: Uint8Array | undefined): Uint8Array | undefined {
  const id = String(objectId('2.5.29.14'));
  const found = (wrapped && within(wrapped))
    ?.map(({ content }) => elementsIn(content))
    .find((parts) => parts?.[0] && String(parts[0].whole) === id);
  const value = found?.at(-1)?.content;
  return value && elementsIn(value)?.[0]?.content;
}
