import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GpgHome, hasGpg } from '../../../tests/support/gpg.ts';
import { readClearSigned } from './clear-sign.ts';
import { openpgp } from '../../../tests/support/openpgp.ts';
import type { KeyFault } from '../errors.ts';
import type { KeyFile } from './keys.ts';
import { createVerifier } from './verify.ts';

const verifier = createVerifier(openpgp);
const TEXT = 'name: sample\n- listed\n\n...\nfiles: {}\n';
const PAST = '20200101T000000';

const file = (content: BlobPart, name = 'key.asc'): KeyFile => ({
  name,
  content: new Blob([content]),
});

describe.skipIf(!hasGpg)('signatures that gpg made', () => {
  let gpg: GpgHome;
  beforeAll(() => {
    gpg = new GpgHome();
    gpg.makeKey('Ann <ann@example.com>');
  });
  afterAll(() => gpg.remove());

  async function verify(message: string, ...keys: KeyFile[]) {
    const [check, ...others] = await verifier.verify(readClearSigned(message), keys);
    expect(others).toEqual([]);
    return check;
  }

  it('says who signed, when, with what, and that the key is in force', async () => {
    const message = gpg.clearSign(TEXT, 'ann@example.com');
    expect(message).toContain('\n- - listed\n');
    const check = await verify(message, file(gpg.armored('ann')));
    const fingerprint = gpg.fingerprint('ann');
    expect(check).toEqual({
      state: 'good',
      keyId: fingerprint.slice(-16),
      signer: { userIds: ['Ann <ann@example.com>'], fingerprint },
      made: expect.any(Date),
      hash: 'SHA512',
      weak: false,
      premature: false,
      key: { state: 'valid' },
    });
  });

  it.each(['ed25519', 'rsa3072', 'nistp256', 'brainpoolP256r1', 'secp256k1'])(
    'verifies with %s',
    async (algorithm) => {
      gpg.makeKey(`key-${algorithm}`, { algorithm });
      const message = gpg.clearSign(TEXT, `key-${algorithm}`);
      const check = await verify(message, file(gpg.armored(`key-${algorithm}`)));
      expect(check).toMatchObject({ state: 'good', key: { state: 'valid' } });
    },
  );

  it.each(['rsa1024', 'dsa1024', 'dsa2048'])('calls a key of %s weak', async (algorithm) => {
    gpg.makeKey(`key-${algorithm}`, { algorithm });
    const message = gpg.clearSign(TEXT, `key-${algorithm}`);
    const check = await verify(message, file(gpg.armored(`key-${algorithm}`)));
    expect(check).toMatchObject({
      state: 'good',
      key: { state: 'weak', words: expect.any(String) },
    });
  });

  it('reads an armor as Helm does: blanks around its lines, whatever its checksum is', async () => {
    const message = gpg.clearSign(TEXT, 'ann');
    const loose = message
      .replace(/^=.{4}$/m, '=AAAA')
      .replace(/^(i[\w+/]+)$/m, '  $1\t')
      .replace(/(-----END PGP SIGNATURE-----)/, '$1 and more');
    expect(await verify(loose, file(gpg.armored('ann')))).toMatchObject({ state: 'good' });
  });

  it('accepts a signing subkey', async () => {
    gpg.makeKey('with-subkey');
    gpg.addSigningKey('with-subkey', 'ed25519');
    const message = gpg.clearSign(TEXT, 'with-subkey');
    const check = await verify(message, file(gpg.armored('with-subkey')));
    expect(check).toMatchObject({
      state: 'good',
      signer: { fingerprint: gpg.fingerprint('with-subkey') },
      key: { state: 'valid' },
    });
    expect(check?.keyId).not.toBe(gpg.fingerprint('with-subkey').slice(-16));
  });

  it('is bad where the text was altered', async () => {
    const message = gpg.clearSign(TEXT, 'ann').replace('name: sample', 'name: simple');
    const check = await verify(message, file(gpg.armored('ann')));
    expect(check).toMatchObject({ state: 'bad', signer: { userIds: ['Ann <ann@example.com>'] } });
  });

  it('reports a key that wasn’t added as unknown', async () => {
    gpg.makeKey('Bob');
    const message = gpg.clearSign(TEXT, 'ann');
    const keyId = gpg.fingerprint('ann').slice(-16);
    expect(await verify(message)).toEqual({ state: 'unknown-key', keyId });
    expect(await verify(message, file(gpg.armored('Bob')))).toEqual({
      state: 'unknown-key',
      keyId,
    });
  });

  it('says that a key has expired, and since when', async () => {
    gpg.makeKey('Old', { expires: '2020-02-01', at: PAST });
    const message = gpg.clearSign(TEXT, 'Old', { at: PAST });
    expect(await verify(message, file(gpg.armored('Old')))).toMatchObject({
      state: 'good',
      key: { state: 'expired', since: expect.any(Date) },
      made: new Date('2020-01-01T00:00:00Z'),
    });
  });

  it('says that a key was revoked', async () => {
    gpg.makeKey('Stolen');
    const message = gpg.clearSign(TEXT, 'Stolen');
    gpg.revoke('Stolen');
    const check = await verify(message, file(gpg.armored('Stolen')));
    expect(check).toMatchObject({ state: 'good', key: { state: 'revoked' } });
  });

  it('says that the signature itself has expired', async () => {
    gpg.makeKey('Brief', { at: PAST });
    const args = ['--default-sig-expire', '2020-02-01'];
    const message = gpg.clearSign(TEXT, 'Brief', { at: PAST, args });
    const check = await verify(message, file(gpg.armored('Brief')));
    expect(check).toMatchObject({ state: 'good', expired: expect.any(Date) });
  });

  it('says that a signature is dated in the future', async () => {
    const message = gpg.clearSign(TEXT, 'ann', { at: '20400101T000000' });
    const check = await verify(message, file(gpg.armored('ann')));
    expect(check).toMatchObject({ state: 'good', premature: true });
  });

  it('says that SHA-1 is weak', async () => {
    const message = gpg.clearSign(TEXT, 'ann', { args: ['--digest-algo', 'SHA1'] });
    const check = await verify(message, file(gpg.armored('ann')));
    expect(check).toMatchObject({ state: 'good', hash: 'SHA1', weak: true });
  });

  it('checks every signature there is', async () => {
    const signers = ['--local-user', 'Bob'];
    const message = gpg.clearSign(TEXT, 'ann', { args: signers });
    const checks = await verifier.verify(readClearSigned(message), [file(gpg.armored('ann'))]);
    expect(checks.map(({ state }) => state).sort()).toEqual(['good', 'unknown-key']);
  });

  it('finds the key in every kind of gpg’s exports', async () => {
    const message = gpg.clearSign(TEXT, 'ann');
    const files = [
      file(gpg.binary(), 'pubring.gpg'),
      file(gpg.armored(), 'all.asc'),
      file(`Two keys:\r\n${gpg.armored('Bob')}\n${gpg.armored('ann')}`.replaceAll('\n', '\r\n')),
    ];
    for (const keys of files) expect(await verify(message, keys)).toMatchObject({ state: 'good' });
    const both = [file(gpg.armored('Bob')), file(gpg.binary('ann'))];
    expect(await verify(message, ...both)).toMatchObject({ state: 'good' });
  });

  it.each<[string, KeyFault, () => BlobPart]>([
    ['GnuPG’s keybox', 'keybox', () => gpg.keybox()],
    ['a private key', 'private', () => gpg.privateArmored('ann')],
    ['a text', 'no-key', () => 'no key'],
    ['nothing', 'no-key', () => ''],
    ['a signed text', 'no-key', () => gpg.clearSign(TEXT, 'ann')],
    ['half a key', 'damaged', () => gpg.binary('ann').subarray(0, 200)],
    ['an altered armor', 'damaged', () => gpg.armored('ann').replace(/\n\nm/, '\n\n~')],
    ['17 MB', 'too-large', () => new Uint8Array(17_000_000)],
  ])('refuses %s for a key: %s', async (_, reason, content) => {
    const message = gpg.clearSign(TEXT, 'ann');
    await expect(verify(message, file(content(), 'given'))).rejects.toMatchObject({
      code: 'key.unreadable',
      data: { name: 'given', reason },
    });
  });

  it('refuses a private key in packets, too', async () => {
    const message = gpg.clearSign(TEXT, 'ann');
    const { data } = await openpgp.unarmor(gpg.privateArmored('ann'));
    await expect(verify(message, file(data as Uint8Array<ArrayBuffer>))).rejects.toMatchObject({
      data: { reason: 'private' },
    });
  });

  it('refuses an armor that holds no signature', async () => {
    const { plaintext } = readClearSigned(gpg.clearSign(TEXT, 'ann'));
    for (const inside of ['~~~~', 'AAAA', '']) {
      const signature = `-----BEGIN PGP SIGNATURE-----\n\n${inside}\n-----END PGP SIGNATURE-----`;
      await expect(verifier.verify({ plaintext, signature }, [])).rejects.toMatchObject({
        code: 'provenance.invalid',
        data: { reason: 'signature' },
      });
    }
  });
});
