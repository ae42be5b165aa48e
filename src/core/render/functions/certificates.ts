/**
 * Keys and certificates in templates (sprig's `crypto.go`). Functions are synchronous and WebCrypto
 * isn't, so a run ends where one is needed, and begins again when it is made; what makes it is
 * loaded then.
 */
import { GoError } from '../../go/error.ts';
import { fixed } from '../../go/template/function.ts';
import { fromBytes } from '../../go/utf8.ts';
import { GoObject, type GoFunction, type GoInt, type NamedType } from '../../go/value.ts';
import { context } from './context.ts';
import type { KeyType, PrivateKey } from './crypto/keys.ts';
import { hasWebCrypto } from './crypto/subtle.ts';
import type { Subject } from './crypto/x509.ts';
import { decodeBase64 } from './encodings.ts';
import { ipBytes } from './ip.ts';
import { printValue } from './strval.ts';

const CERTIFICATE: NamedType<GoObject> = { name: 'sprig.certificate' };
type List = unknown[] | null;

export const certificateFunctions: Record<string, GoFunction> = {
  genPrivateKey: fixed(['string'], privateKey),
  genCA: fixed(['string', 'int'], (name, days) => make(subjectOf(name, null, null, days, true))),
  genCAWithKey: fixed(['string', 'int', 'string'], (name, days, pem) =>
    make(subjectOf(name, null, null, days, true), { pem }),
  ),
  genSelfSignedCert: fixed(
    ['string', '[]interface {}', '[]interface {}', 'int'],
    (name, ips, dns, days) => make(subjectOf(name, ips, dns, days)),
  ),
  genSelfSignedCertWithKey: fixed(
    ['string', '[]interface {}', '[]interface {}', 'int', 'string'],
    (name, ips, dns, days, pem) => make(subjectOf(name, ips, dns, days), { pem }),
  ),
  genSignedCert: fixed(
    ['string', '[]interface {}', '[]interface {}', 'int', 'sprig.certificate'],
    (name, ips, dns, days, ca) => make(subjectOf(name, ips, dns, days), { ca }),
  ),
  genSignedCertWithKey: fixed(
    ['string', '[]interface {}', '[]interface {}', 'int', 'sprig.certificate', 'string'],
    (name, ips, dns, days, ca, pem) => make(subjectOf(name, ips, dns, days), { ca, pem }),
  ),
  buildCustomCert: fixed(['string', 'string'], (certificate, key) => {
    const cert = decoded(certificate, 'certificate');
    const privateKey = decoded(key, 'private key');
    context().made(async () => {
      const { readCertificate } = await import('./crypto/x509.ts');
      readCertificate(cert, 'decodedCert.Bytes');
      await readKeyAs('error parsing private key', privateKey);
    });
    return new GoObject(CERTIFICATE, { Cert: cert, Key: privateKey });
  }),
};

function privateKey(type: string): string {
  const known: Record<string, KeyType> = {
    '': 'rsa',
    rsa: 'rsa',
    ecdsa: 'ecdsa',
    ed25519: 'ed25519',
  };
  context().differences.add('random');
  if (type === 'dsa')
    return context().made(async () => (await import('./crypto/dsa.ts')).generateDsaKey());
  const kind = Object.hasOwn(known, type) ? known[type] : undefined;
  if (!kind) return `Unknown type ${type}`;
  if (!hasWebCrypto()) return placeholder('PRIVATE KEY');
  return context().made(async () => {
    const { generateKey } = await import('./crypto/keys.ts');
    return (await generateKey(kind, 4096)).pem;
  });
}

/** What stands for a key where none can be made, so that all the rest can be seen. */
function placeholder(type: string): string {
  const words = 'none was made: the page has come without HTTPS';
  return `-----BEGIN ${type}-----\n(${words})\n-----END ${type}-----\n`;
}

interface With {
  /** The key of the new certificate; a new one if there is none. */
  pem?: string;
  /** What signs it; itself if there is none. */
  ca?: GoObject;
}

function make(subject: Subject, { pem, ca }: With = {}): GoObject {
  const rendering = context();
  rendering.differences.add('random');
  if (!hasWebCrypto()) {
    const [Cert, Key] = [placeholder('CERTIFICATE'), placeholder('PRIVATE KEY')];
    return new GoObject(CERTIFICATE, { Cert, Key });
  }
  const made = { serial: rendering.randomBytes(16), now: rendering.now() };
  const { cert, key } = context().made(async () => {
    const [{ generateKey }, { readCertificate, writeCertificate }] = await Promise.all([
      import('./crypto/keys.ts'),
      import('./crypto/x509.ts'),
    ]);
    const own =
      pem === undefined ? await generateKey('rsa') : await readKeyAs('parsing private key', pem);
    const signer = ca && {
      ...readCertificate(String(ca.fields['Cert']), 'decodedSignerCert.Bytes'),
      key: await readKeyAs('error parsing private key', String(ca.fields['Key'])),
    };
    return { cert: await writeCertificate(subject, own, made, signer), key: own.pem };
  });
  return new GoObject(CERTIFICATE, { Cert: cert, Key: key });
}

async function readKeyAs(what: string, pem: string): Promise<PrivateKey> {
  const { readKey } = await import('./crypto/keys.ts');
  try {
    return await readKey(pem);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`${what}: ${error.message}`);
    throw error;
  }
}

function subjectOf(
  commonName: string,
  ips: List,
  names: List,
  { value: days }: GoInt,
  isAuthority = false,
): Subject {
  return {
    commonName,
    ips: (ips ?? []).map((ip) => {
      if (typeof ip !== 'string')
        throw new GoError(`error parsing ip: ${printValue(ip)} is not a string`);
      const bytes = ipBytes(ip);
      if (!bytes) throw new GoError(`error parsing ip: ${ip}`);
      return bytes;
    }),
    dnsNames: (names ?? []).map((name) => {
      if (typeof name === 'string') return name;
      throw new GoError(`error processing alternate dns name: ${printValue(name)} is not a string`);
    }),
    days: Number(days),
    isAuthority,
  };
}

function decoded(base64: string, what: string): string {
  const bytes = decodeBase64(base64);
  if (typeof bytes === 'string') throw new GoError(`unable to decode base64 ${what}`);
  return fromBytes(bytes);
}
