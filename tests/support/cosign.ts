/** Signing charts in a registry with the real cosign, which few machines have: `COSIGN` names it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findProgram } from '../../scripts/lib/processes.mjs';

/** How cosign is told to sign with a key alone, into a registry on this machine. */
export const COSIGN_OFFLINE = [
  ...['--yes', '--tlog-upload=false', '--use-signing-config=false'],
  '--allow-insecure-registry',
];

export function findCosign(): string | undefined {
  return process.env['COSIGN'] ?? findProgram('cosign');
}

/** Makes a key in `folder`, and returns what signs with it: in a bundle, or by a tag as before 3.0. */
export function cosignSigner(
  cosign: string,
  folder: string,
): (reference: string, bundle: boolean) => void {
  const env = { ...process.env, COSIGN_PASSWORD: '', HOME: folder };
  const run = (...args: string[]) =>
    execFileSync(cosign, args, { cwd: folder, env, stdio: 'pipe' });
  run('generate-key-pair');
  const key = join(folder, 'cosign.key');
  return (reference, bundle) =>
    void run('sign', '--key', key, ...COSIGN_OFFLINE, `--new-bundle-format=${bundle}`, reference);
}
