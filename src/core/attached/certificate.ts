import {
  BitString,
  fromBER,
  GeneralizedTime,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as Asn1Set,
  UTCTime,
  type AsnType,
} from 'asn1js';

/** What a certificate says; whether that is so depends on who signed it. */
export interface Certificate {
  /** The whole certificate in DER. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Its names, the most specific part first: `CN=signer, O=Harbour`. */
  subject: string;
  issuer: string;
  /** The subject's other names: e-mail addresses, URIs, hosts (RFC 5280, 4.2.1.6). */
  names: string[];
  notBefore: Date;
  notAfter: Date;
  /** The public key as SubjectPublicKeyInfo in DER. */
  spki: Uint8Array<ArrayBuffer>;
  /** The part that is signed, by which algorithm (an OID), and the signature. */
  signed: Uint8Array<ArrayBuffer>;
  algorithm: string;
  signature: Uint8Array<ArrayBuffer>;
  /** What Fulcio, sigstore's issuer, wrote of who asked for the certificate. */
  claims: FulcioClaims;
}

/** Fulcio's extensions; see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md. */
export interface FulcioClaims {
  /** Who vouched for the identity: the address of an OpenID Connect issuer. */
  issuer?: string;
  workflow?: string;
  repository?: string;
  ref?: string;
  commit?: string;
}

/** Real certificates have 1 to 4 kB. */
const MAX_CERTIFICATE = 64 * 1024;
const SUBJECT_ALT_NAME = '2.5.29.17';
const FULCIO = '1.3.6.1.4.1.57264.1.';
/** The attributes that names are made of, by their short names (RFC 4514). */
const ATTRIBUTES: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** Reads an X.509 certificate in DER (RFC 5280); undefined for anything else. */
export function readCertificate(bytes: Uint8Array<ArrayBuffer>): Certificate | undefined {
  if (bytes.length > MAX_CERTIFICATE) return undefined;
  try {
    return read(bytes);
  } catch {
    // What has another shape than a certificate.
    return undefined;
  }
}

function read(bytes: Uint8Array<ArrayBuffer>): Certificate | undefined {
  const [tbs, algorithm, signature] = childrenOf(parse(bytes));
  if (!tbs || !algorithm || !(signature instanceof BitString)) return undefined;
  const parts = childrenOf(tbs);
  // Version 1 lacks the first element, which is tagged.
  if (parts[0]?.idBlock.tagClass === 3) parts.shift();
  const [, , issuer, validity, subject, spki, ...rest] = parts;
  const [notBefore, notAfter] = childrenOf(validity).map(dateOf);
  if (!issuer || !subject || !spki || !notBefore || !notAfter) return undefined;
  const tagged = rest.find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 3);
  const extensions = readExtensions(childrenOf(tagged)[0]);
  return {
    bytes,
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    names: alternativeNames(extensions.get(SUBJECT_ALT_NAME)),
    notBefore,
    notAfter,
    spki: copyOf(spki.valueBeforeDecodeView),
    signed: copyOf(tbs.valueBeforeDecodeView),
    algorithm: oidOf(childrenOf(algorithm)[0]),
    signature: copyOf(signature.valueBlock.valueHexView),
    claims: claimsOf(extensions),
  };
}

/** The element that `bytes` are, whole. */
export function parse(bytes: Uint8Array<ArrayBuffer>): AsnType {
  const { offset, result } = fromBER(bytes);
  if (offset !== bytes.length) throw new Error('not one element of DER');
  return result;
}

/** The elements of a sequence, a set or a tagged element; none of anything else. */
export function childrenOf(element: AsnType | undefined): AsnType[] {
  const value: unknown = element && 'value' in element.valueBlock && element.valueBlock.value;
  return Array.isArray(value) ? [...(value as AsnType[])] : [];
}

/** The number of an object identifier, or an empty text. */
export function oidOf(element: AsnType | undefined): string {
  return element instanceof ObjectIdentifier ? element.getValue() : '';
}

/** A copy that holds nothing else, as WebCrypto and comparisons want it. */
export function copyOf(view: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view);
}

function dateOf(element: AsnType): Date | undefined {
  return element instanceof UTCTime || element instanceof GeneralizedTime
    ? element.toDate()
    : undefined;
}

function nameOf(name: AsnType): string {
  const parts = childrenOf(name).flatMap((set) => (set instanceof Asn1Set ? childrenOf(set) : []));
  return parts
    .reverse()
    .map((part) => {
      const [type, value] = childrenOf(part);
      const oid = oidOf(type);
      return `${ATTRIBUTES[oid] ?? oid}=${textOf(value)}`;
    })
    .join(', ');
}

/** The text of one of ASN.1's kinds of strings. */
function textOf(element: AsnType | undefined): string {
  return element && 'getValue' in element ? String(element.getValue()) : '';
}

function readExtensions(list: AsnType | undefined): Map<string, Uint8Array<ArrayBuffer>> {
  const found = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const extension of childrenOf(list)) {
    if (!(extension instanceof Sequence)) continue;
    const parts = childrenOf(extension);
    const value = parts.at(-1);
    if (value instanceof OctetString) {
      found.set(oidOf(parts[0]), copyOf(value.valueBlock.valueHexView));
    }
  }
  return found;
}

/** `rfc822Name`, `dNSName` and `uniformResourceIdentifier` are tagged 1, 2 and 6. */
function alternativeNames(bytes: Uint8Array<ArrayBuffer> | undefined): string[] {
  if (!bytes) return [];
  return childrenOf(parse(bytes)).flatMap(({ idBlock, valueBlock }) =>
    [1, 2, 6].includes(idBlock.tagNumber) && 'valueHexView' in valueBlock
      ? [new TextDecoder().decode(valueBlock.valueHexView as Uint8Array)]
      : [],
  );
}

function claimsOf(extensions: Map<string, Uint8Array<ArrayBuffer>>): FulcioClaims {
  /** Numbers from 8 on hold a string in DER, those below the bare text. */
  const claim = (...numbers: number[]) => {
    for (const number of numbers) {
      const bytes = extensions.get(`${FULCIO}${number}`);
      if (bytes) return number < 8 ? new TextDecoder().decode(bytes) : textOf(parse(bytes));
    }
    return undefined;
  };
  const claims = {
    issuer: claim(8, 1),
    workflow: claim(9, 4),
    repository: claim(12, 5),
    ref: claim(14, 6),
    commit: claim(13, 3),
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
