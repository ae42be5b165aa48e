import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { missingProgram } from './programs.ts';

export interface Certificate {
  /** Paths of PEM files. */
  certificate: string;
  key: string;
}

/** Whether certificates can be made; tests that need one are skipped by name without it. */
export function isOpensslAvailable(): boolean {
  return !missingProgram('openssl');
}

/**
 * The name of a registry with TLS, which no DNS has (RFC 6761, 6.2): names below localhost are
 * reached by http. The browser is told where it is by `--host-resolver-rules`.
 */
export const TLS_NAME = 'registry.test';

/** A certificate for `localhost` and `TLS_NAME`, signed by itself and good for a day. */
export function makeCertificate(folder: string, name: string): Certificate {
  const certificate = join(folder, `${name}.crt`);
  const key = join(folder, `${name}.key`);
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = `DNS:localhost,DNS:${TLS_NAME},IP:127.0.0.1`;
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${names}`];
  const files = ['-days', '1', '-out', certificate, '-keyout', key];
  execFileSync('openssl', ['req', ...kind, ...subject, ...files], { stdio: 'ignore' });
  return { certificate, key };
}
