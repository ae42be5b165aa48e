import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingProgram } from './programs.ts';

/** Whether GnuPG is here: on Debian `apt-get install gpg gpg-agent`. */
export const hasGpg = !missingProgram('gpg', 'gpg-agent', 'gpgconf');

/** A home of GnuPG's own with throwaway keys, none with a passphrase. */
export class GpgHome {
  /** Sockets of the agent lie in it: the path must stay short. */
  readonly folder = mkdtempSync(join(tmpdir(), 'gpg-'));

  /** Makes a key that can sign, and returns its fingerprint. */
  makeKey(owner: string, { algorithm = 'rsa2048', expires = 'never', at = '' } = {}): string {
    this.run(at, '--quick-generate-key', owner, algorithm, 'sign', expires);
    return this.fingerprint(owner);
  }

  /** Adds a part to a key, which signs from then on. */
  addSigningKey(owner: string, algorithm: string): void {
    this.run('', '--quick-add-key', this.fingerprint(owner), algorithm, 'sign', 'never');
  }

  fingerprint(owner: string): string {
    const listed = String(this.run('', '--with-colons', '--list-keys', owner));
    return /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1] ?? '';
  }

  /** Public keys, in armor. */
  armored(...owners: string[]): string {
    return String(this.run('', '--armor', '--export', ...owners));
  }

  /** Public keys, as packets. */
  binary(...owners: string[]): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.run('', '--export', ...owners));
  }

  privateArmored(owner: string): string {
    return String(this.run('', '--armor', '--export-secret-keys', owner));
  }

  /** What `helm package --sign --keyring` takes. */
  writeSecretKeyring(): string {
    const path = join(this.folder, 'secring.gpg');
    writeFileSync(path, this.run('', '--export-secret-keys'));
    return path;
  }

  /** What `helm verify --keyring` takes. */
  writeKeyring(name: string, ...owners: string[]): string {
    const path = join(this.folder, name);
    writeFileSync(path, this.binary(...owners));
    return path;
  }

  keybox(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(readFileSync(join(this.folder, 'pubring.kbx')));
  }

  /** Signs a text in the clear, as one of `owner` at a time of choice. */
  clearSign(text: string, owner: string, { at = '', args = [] as string[] } = {}): string {
    return String(this.run(at, ...args, '--local-user', owner, '--clearsign', { input: text }));
  }

  /** Takes a key back, with the certificate that GnuPG made along with it. */
  revoke(owner: string): void {
    const folder = join(this.folder, 'openpgp-revocs.d');
    const name = readdirSync(folder).find((file) => file.startsWith(this.fingerprint(owner))) ?? '';
    const certificate = readFileSync(join(folder, name), 'utf8').replace(/^:(?=-----)/gm, '');
    this.run('', '--import', { input: certificate });
  }

  remove(): void {
    execFileSync('gpgconf', ['--homedir', this.folder, '--kill', 'all'], { stdio: 'ignore' });
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(at: string, ...args: (string | { input: string })[]): Buffer {
    const words = args.filter((arg) => typeof arg === 'string');
    const options = args.find((arg) => typeof arg === 'object');
    const unattended = ['--batch', '--quiet', '--yes', '--passphrase', ''];
    return execFileSync(
      'gpg',
      [
        ...['--homedir', this.folder, ...unattended, '--pinentry-mode', 'loopback'],
        // The mark stops the clock there, however long gpg takes.
        ...(at ? ['--faked-system-time', `${at}!`] : []),
        ...words,
      ],
      { stdio: ['pipe', 'pipe', 'ignore'], ...options },
    );
  }
}
