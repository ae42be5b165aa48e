import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { checkProvenance } from '../../src/core/provenance/check.ts';
import { readClearSigned } from '../../src/core/provenance/clear-sign.ts';
import { ChartroomError } from '../../src/core/errors.ts';
import { verdictOf } from '../../src/core/provenance/verdict.ts';
import { createVerifier } from '../../src/core/provenance/verify.ts';
import { GpgHome, hasGpg } from '../support/gpg.ts';
import { openpgp } from '../support/openpgp.ts';
import { findPeer } from '../support/peers.ts';
import { blobAt, helmVerifies, signChart, type SignedArchive } from '../support/signed-charts.ts';

const compute = createInlineCompute();
const verifier = createVerifier(openpgp);
const OLD = '20200101T000000';
/** Metadata of every kind, so that much can differ in what Helm writes of it. */
const EXTRA = `kubeVersion: ">=1.20.0-0"
appVersion: "1.10"
type: application
keywords: [a, "no", "1"]
maintainers:
  - name: Zoë
    email: zoe@example.com
annotations: {b: "2", a: "- dashed"}
`;

/** What the page says of an archive and its provenance with these keys. */
async function ours(archive: string, keyring: string): Promise<string> {
  const chart = await compute.readArchive(blobAt(archive));
  try {
    const check = await checkProvenance(blobAt(`${archive}.prov`), chart);
    const keys = [{ name: 'keyring', content: blobAt(keyring) }];
    const verdict = verdictOf(check.archive, await verifier.verify(check.provenance, keys));
    if (verdict === 'verified') expect(check.metadata).toEqual({ state: 'same' });
    return verdict;
  } catch (thrown) {
    return ChartroomError.from(thrown).code;
  }
}

/** The signature of a clear-signed text, as packets. */
function packetsOf(message: string): Buffer {
  const [, armor = ''] =
    /BEGIN PGP SIGNATURE-----\n(?:.+\n)*\n([^]*?)\n(?:=.{4}\n)?-----END/.exec(message) ?? [];
  return Buffer.from(armor, 'base64');
}

/** A time as gpg's --faked-system-time takes it, in UTC. */
function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+Z/g, '');
}

for (const peer of ['helm3', 'helm4'] as const) {
  const helm = findPeer(peer) ?? '';
  describe.skipIf(!hasGpg || !helm)(`verdicts like those of ${peer} verify`, () => {
    let gpg: GpgHome;
    let signed: SignedArchive;
    let text: string;
    let plain: string;

    beforeAll(() => {
      gpg = new GpgHome();
      gpg.makeKey('Ann');
      gpg.makeKey('Mallory');
      gpg.makeKey('Old', { expires: '2020-02-01', at: OLD });
      gpg.makeKey('Brief', { at: OLD });
      gpg.makeKey('Modern', { algorithm: 'ed25519' });
      gpg.makeKey('Subkey');
      gpg.addSigningKey('Subkey', 'ed25519');
      gpg.makeKey('Stolen');
      signed = signChart(helm, gpg, 'Ann', join(gpg.folder, 'signed'), { extra: EXTRA });
      text = readFileSync(signed.provenance, 'utf8');
      plain = readClearSigned(text).plaintext;
    });
    afterAll(() => gpg.remove());

    /** Both verdicts on a provenance, for an archive by this name. */
    async function both(provenance: string, owner = 'Ann', name = signed.name) {
      const folder = join(gpg.folder, `case-${Math.random()}`);
      mkdirSync(folder);
      const archive = join(folder, name);
      writeFileSync(archive, readFileSync(signed.archive));
      writeFileSync(`${archive}.prov`, provenance);
      const keyring = gpg.writeKeyring('keyring.gpg', owner);
      return { ours: await ours(archive, keyring), helm: helmVerifies(helm, archive, keyring) };
    }

    it('GnuPG’s keybox is read by helm 4 alone; here it is refused by name', async () => {
      const keyring = join(gpg.folder, 'pubring.kbx');
      expect(helmVerifies(helm, signed.archive, keyring)).toBe(peer === 'helm4');
      expect(await ours(signed.archive, keyring)).toBe('key.unreadable');
    });

    it('what helm signed is verified, metadata of every kind the same', async () => {
      expect(await both(text)).toEqual({ ours: 'verified', helm: true });
      expect(await both(text.replaceAll('\n', '\r\n'))).toEqual({ ours: 'verified', helm: true });
      expect(await both(`a mail\n${text}\nregards`)).toEqual({ ours: 'verified', helm: true });
    });

    it.each<[string, string, (text: string) => string]>([
      ['the text altered', 'signature-bad', (text) => text.replace('A sample', 'A simple')],
      ['the digest altered', 'signature-bad', (text) => text.replace(/sha256:./, 'sha256:g')],
      ['a line added', 'signature-bad', (text) => text.replace('files:', 'files:\n  a: b')],
      [
        'the signature cut off',
        'provenance.invalid',
        (text) => text.replace(/-----BEGIN PGP SIGNATURE[^]*/, ''),
      ],
      ['a byte order mark', 'provenance.invalid', (text) => `\ufeff${text}`],
      ['a header', 'provenance.invalid', (text) => text.replace('Hash:', 'Comment:')],
      ['nothing', 'provenance.invalid', () => ''],
    ])('%s: %s', async (_, verdict, alter) => {
      expect(await both(alter(text))).toEqual({ ours: verdict, helm: false });
    });

    it.each<[string, (text: string) => string]>([
      ['a blank behind its end', (text) => text.replace(/END PGP SIGNATURE-----/, '$& ')],
      ['text behind its end', (text) => text.replace(/END PGP SIGNATURE-----/, '$& Ann')],
      ['a blank behind the hash', (text) => text.replace(/^Hash:.*/m, '$& ')],
      ['a checksum that is wrong', (text) => text.replace(/(?=\n-----END)/, '\n=AAAA')],
      ['blanks in the armor', (text) => text.replace(/^[\w+/]{60,}$/m, ' $& ')],
    ])('taken with %s', async (_, alter) => {
      expect(alter(text)).not.toBe(text);
      expect(await both(alter(text))).toEqual({ ours: 'verified', helm: true });
    });

    it.each<[string, (text: string) => string]>([
      ['a tab behind the hash', (text) => text.replace(/^Hash:.*/m, '$&\t')],
      ['a hash that is none', (text) => text.replace(/^Hash:.*/m, 'Hash: FOO')],
      ['a blank behind its beginning', (text) => text.replace(/SIGNED MESSAGE-----/, '$& ')],
      ['a blank before the armor', (text) => text.replace(/BEGIN PGP SIGNATURE-----/, '$& ')],
    ])('not taken with %s', async (_, alter) => {
      expect(alter(text)).not.toBe(text);
      expect(await both(alter(text))).toEqual({ ours: 'provenance.invalid', helm: false });
    });

    it.each([
      ['dsa2048', 'key-weak'],
      ['dsa1024', 'key-weak'],
      ['rsa1024', 'key-weak'],
      ['secp256k1', 'verified'],
      ['nistp384', 'verified'],
      ['brainpoolP256r1', 'verified'],
    ])('a key of %s: %s', async (algorithm, verdict) => {
      gpg.makeKey(`Of ${algorithm}`, { algorithm });
      const message = gpg.clearSign(plain, `Of ${algorithm}`);
      expect(await both(message, `Of ${algorithm}`)).toEqual({ ours: verdict, helm: true });
    });

    it('entries of files without a digest, or beside them', async () => {
      const empty = gpg.clearSign(`${plain}\n  other.tgz:\nimages: {a: 1}`, 'Ann');
      expect(await both(empty)).toEqual({ ours: 'verified', helm: true });
      const list = gpg.clearSign(`${plain}\n  other.tgz: [a]`, 'Ann');
      expect(await both(list)).toEqual({ ours: 'provenance.invalid', helm: false });
    });

    it('two signatures: the first by a known key decides', async () => {
      const altered = gpg.clearSign(plain.replace('A sample', 'A simple'), 'Ann');
      const [good, bad] = [text, altered].map((message) => packetsOf(message));
      const signedWith = (...packets: (Buffer | undefined)[]) =>
        text.replace(/(BEGIN PGP SIGNATURE-----\n\n)[^]*(?=\n-----END)/, (_, head: string) => {
          const body = Buffer.concat(packets.map((packet) => packet ?? Buffer.of()));
          return head + (body.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
        });
      expect(await both(signedWith(good, bad))).toEqual({ ours: 'verified', helm: true });
      expect(await both(signedWith(bad, good))).toEqual({ ours: 'signature-bad', helm: false });
      const stranger = packetsOf(gpg.clearSign(plain, 'Mallory'));
      expect(await both(signedWith(stranger, good))).toEqual({ ours: 'verified', helm: true });
    });

    it('another key', async () => {
      expect(await both(text, 'Mallory')).toEqual({ ours: 'unknown-key', helm: false });
    });

    it('a signed text that names another digest, or another file', async () => {
      const digest = plain.replace(/sha256:[0-9a-f]{8}/, 'sha256:00000000');
      const wrong = gpg.clearSign(digest, 'Ann');
      expect(await both(wrong)).toEqual({ ours: 'archive-differs', helm: false });
      const name = gpg.clearSign(plain.replace(signed.name, 'other.tgz'), 'Ann');
      expect(await both(name)).toEqual({ ours: 'archive-not-listed', helm: false });
    });

    it.each([
      ['Modern', 'verified', true],
      ['Subkey', 'verified', true],
      ['Old', 'key-expired', false],
    ])('gpg signs it, as %s: %s', async (owner, verdict, good) => {
      const message = gpg.clearSign(plain, owner, { at: owner === 'Old' ? OLD : '' });
      expect(await both(message, owner)).toEqual({ ours: verdict, helm: good });
    });

    it('a key that was revoked, a signature that has expired, a weak one', async () => {
      const stolen = gpg.clearSign(plain, 'Stolen');
      gpg.revoke('Stolen');
      expect(await both(stolen, 'Stolen')).toEqual({ ours: 'key-revoked', helm: false });
      const args = ['--default-sig-expire', '2020-02-01'];
      const brief = gpg.clearSign(plain, 'Brief', { at: OLD, args });
      expect(await both(brief, 'Brief')).toEqual({ ours: 'signature-expired', helm: false });
      for (const at of [inMinutes(2), inMinutes(10), '20400101T000000']) {
        const early = gpg.clearSign(plain, 'Ann', { at });
        expect(await both(early)).toEqual({ ours: 'signature-premature', helm: false });
      }
      // Helm takes any hash function: here the page is stricter, and says so.
      const weak = gpg.clearSign(plain, 'Ann', { args: ['--digest-algo', 'SHA1'] });
      expect(await both(weak)).toEqual({ ours: 'signature-weak', helm: true });
    });
  });
}
