import { expect, it } from 'vitest';
import { readKept } from '../../../tests/support/attached.ts';
import { readTrust } from './trust.ts';

const { trust } = readKept('notation');
const read = (name: string, text: string) => readTrust([{ name, content: new Blob([text]) }]);
const root = trust['jws-root.crt'] ?? '';

it('reads every certificate of a file, with what it claims', async () => {
  const { keys, certificates } = await read('both.pem', `of the harbour\n${root}\n${root}`);
  expect(keys).toEqual([]);
  expect(certificates.map(({ name }) => name)).toEqual(['both.pem', 'both.pem']);
  const [first] = certificates;
  expect(first?.certificate.subject).toBe(first?.certificate.issuer);
  expect(first?.certificate.notAfter.getTime()).toBeGreaterThan(0);
});

it.each([
  ['nothing', '', 'no-key'],
  ['another text', 'ssh-ed25519 AAAA', 'no-key'],
  ['a damaged block', root.replace(/MI/, 'AA'), 'damaged'],
  ['a private key', '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nAA==\n', 'private'],
])('refuses %s', async (_, text, reason) => {
  await expect(read('a.pem', text)).rejects.toMatchObject({
    code: 'key.unreadable',
    data: { name: 'a.pem', reason },
  });
});
