import { ChartroomError, type KeyFault } from '../errors.ts';
import type { KeyFile } from '../provenance/keys.ts';
import { bytesOf } from '../read-blob.ts';
import { fromBase64 } from './base64.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import { readPublicKey, type PublicKey } from './public-key.ts';

/** The public keys and certificates that a person trusts. */
export interface Trust {
  keys: readonly NamedKey[];
  certificates: readonly NamedCertificate[];
}

export interface NamedKey {
  /** The name of its file. */
  name: string;
  key: PublicKey;
}

export interface NamedCertificate {
  name: string;
  certificate: Certificate;
}

/** A bundle of all certificates of an operating system takes 220 kB. */
const MAX_SIZE = 4 * 1024 * 1024;
/** PEM (RFC 7468). */
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\s*([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/**
 * The public keys and certificates in files of PEM, as `cosign generate-key-pair`, `openssl` and
 * `notation` write them. A file without one is `key.unreadable`, and so is one with a private key,
 * which doesn't belong on a page.
 */
export async function readTrust(files: readonly KeyFile[]): Promise<Trust> {
  const keys: NamedKey[] = [];
  const certificates: NamedCertificate[] = [];
  for (const { name, content } of files) {
    const fault = (reason: KeyFault) => new ChartroomError('key.unreadable', { name, reason });
    if (content.size > MAX_SIZE) throw fault('too-large');
    const bytes = await bytesOf(content).catch((cause: unknown) => {
      throw new ChartroomError('file.unreadable', { path: name }, { cause });
    });
    const text = new TextDecoder().decode(bytes);
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) throw fault('private');
    const before = keys.length + certificates.length;
    for (const [, label, body = ''] of text.matchAll(BLOCK)) {
      const der = fromBase64(body.replace(/\s/g, ''));
      const key = label === 'PUBLIC KEY' && der ? readPublicKey(der) : undefined;
      const certificate = label === 'CERTIFICATE' && der ? readCertificate(der) : undefined;
      if (key) keys.push({ name, key });
      else if (certificate) certificates.push({ name, certificate });
      else throw fault('damaged');
    }
    if (keys.length + certificates.length === before) throw fault('no-key');
  }
  return { keys, certificates };
}
