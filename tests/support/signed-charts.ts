import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChart } from './charts.ts';
import type { GpgHome } from './gpg.ts';

/** An archive and its provenance, on disk. */
export interface SignedArchive {
  name: string;
  archive: string;
  provenance: string;
}

/** A chart packed and signed by the real helm. */
export function signChart(
  helm: string,
  gpg: GpgHome,
  owner: string,
  folder: string,
  chart: { name?: string; version?: string; extra?: string } = {},
): SignedArchive {
  const { name = 'sample', version = '1.0.0' } = chart;
  mkdirSync(folder, { recursive: true });
  const source = writeChart(join(folder, 'source', name), chart);
  const keyring = gpg.writeSecretKeyring();
  const sign = ['--sign', '--key', owner, '--keyring', keyring];
  execFileSync(helm, ['package', source, '-d', folder, ...sign], { stdio: 'pipe' });
  const archive = join(folder, `${name}-${version}.tgz`);
  return { name: `${name}-${version}.tgz`, archive, provenance: `${archive}.prov` };
}

/** Whether the real helm finds an archive's provenance good. */
export function helmVerifies(helm: string, archive: string, keyring: string): boolean {
  try {
    execFileSync(helm, ['verify', archive, '--keyring', keyring], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** A file as a browser hands it over. */
export function blobAt(path: string): Blob {
  return new Blob([readFileSync(path)]);
}
