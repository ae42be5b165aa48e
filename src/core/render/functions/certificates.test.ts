import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { GoError } from '../../go/error.ts';
import { GoInt, int, type GoObject } from '../../go/value.ts';
import { RenderContext } from './context.ts';
import { sprigFunctions } from './index.ts';

// Node reads what is made here with OpenSSL.

function call(name: string, ...args: unknown[]): unknown {
  const called = sprigFunctions[name]?.call as (...args: unknown[]) => unknown;
  return called(...args);
}

function render<T>(run: () => T): Promise<T> {
  return new RenderContext({ now: () => Date.parse('2026-11-26T12:00:00Z') }).render(run);
}

const pair = ({ fields }: GoObject) => ({
  certificate: new X509Certificate(String(fields['Cert'])),
  key: createPrivateKey(String(fields['Key'])),
});

test('an authority, and a certificate that it signs', async () => {
  const [ca, cert] = await render(() => {
    const authority = call('genCA', 'müller-ca', int(365)) as GoObject;
    const names = ['app.example.com', '*.app.svc'];
    const ips = ['10.0.0.1', '2001:db8::ff00:42:8329'];
    return [authority, call('genSignedCert', 'app', ips, names, int(9000), authority) as GoObject];
  });
  const [signer, signed] = [pair(ca), pair(cert)];
  expect(signer.certificate.ca).toBe(true);
  expect(signer.certificate.subject).toBe('CN=müller-ca');
  expect(signer.certificate.verify(signer.certificate.publicKey)).toBe(true);
  expect(signer.certificate.validTo).toBe('Nov 26 12:00:00 2027 GMT');
  expect(signed.certificate.verify(signer.certificate.publicKey)).toBe(true);
  expect(signed.certificate.checkIssued(signer.certificate)).toBe(true);
  expect(signed.certificate.checkPrivateKey(signed.key)).toBe(true);
  expect(signed.certificate.ca).toBe(false);
  expect(signed.certificate.validTo).toBe('Jul 18 12:00:00 2051 GMT');
  expect(signed.certificate.checkHost('app.example.com')).toBe('app.example.com');
  expect(signed.certificate.checkIP('10.0.0.1')).toBe('10.0.0.1');
  expect(signed.certificate.checkIP('2001:db8::ff00:42:8329')).toBeDefined();
  expect(String(cert.fields['Key'])).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/);
});

describe.each(['ecdsa', 'ed25519', 'rsa', 'dsa'])('a key of %s', (type) => {
  test('is one to others, and certificates are made with it', { timeout: 60_000 }, async () => {
    const pem = (await render(() => call('genPrivateKey', type))) as string;
    expect(createPrivateKey(pem).asymmetricKeyType).toBe(type.replace('ecdsa', 'ec'));
    if (type === 'dsa') return;
    const made = await render(() => {
      const ca = call('genCAWithKey', 'ca', int(1), pem) as GoObject;
      return call('genSignedCertWithKey', 'x', null, null, int(1), ca, pem) as GoObject;
    });
    expect(made.fields['Key']).toBe(pem);
    const { certificate, key } = pair(made);
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  });
});

test.each<[message: string, name: string, ...args: unknown[]]>([
  ['error parsing ip: nowhere', 'genSelfSignedCert', 'x', ['nowhere'], null, int(1)],
  ['error parsing ip: 1 is not a string', 'genSelfSignedCert', 'x', [int(1)], null, int(1)],
  ['parsing private key: no PEM data in input', 'genCAWithKey', 'x', int(1), 'no key'],
  ['unable to decode certificate', 'buildCustomCert', 'eA==', 'eA=='],
  ['unable to decode base64 certificate', 'buildCustomCert', '?', ''],
])('%s', async (message, name, ...args) => {
  await expect(render(() => call(name, ...args))).rejects.toThrow(new GoError(message));
});

test('passwords', { timeout: 60_000 }, async () => {
  const entry = (await render(() => call('htpasswd', 'me', 'päss'))) as string;
  const { compare } = await import('bcryptjs');
  expect(entry).toMatch(/^me:\$2a\$10\$[./A-Za-z0-9]{53}$/);
  expect(await compare('päss', entry.slice(3))).toBe(true);
  expect(call('htpasswd', 'a:b', 'x')).toBe('invalid username: a:b');
  expect(call('bcrypt', 'x'.repeat(73))).toMatch('password length exceeds 72 bytes');
  const site = [new GoInt('uint32', 1n), 'long', 'password', 'user', 'example.com'];
  expect(await render(() => call('derivePassword', ...site))).toBe('ZedaFaxcZaso9*');
  expect(await render(() => call('derivePassword', new GoInt('uint32', 1n), 'x', '', '', ''))).toBe(
    'cannot find password template x',
  );
});

test('what is encrypted is decrypted with the same password', async () => {
  const texts = await render(() => {
    const encrypted = call('encryptAES', 'secret', 'plaintext é') as string;
    return [call('decryptAES', 'secret', encrypted), call('decryptAES', 'secret', '')];
  });
  expect(texts).toEqual(['plaintext é', '']);
});
