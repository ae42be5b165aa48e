import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface Certificate {
  /** Paths of PEM files. */
  certificate: string;
  key: string;
}

/** Whether certificates can be made; tests that need one are skipped by name without it. */
export function isOpensslAvailable(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A certificate for `localhost`, signed by itself and good for a day. */
export function makeCertificate(folder: string, name: string): Certificate {
  const certificate = join(folder, `${name}.crt`);
  const key = join(folder, `${name}.key`);
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const files = ['-days', '1', '-out', certificate, '-keyout', key];
  execFileSync('openssl', ['req', ...kind, ...subject, ...files], { stdio: 'ignore' });
  return { certificate, key };
}
