import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasGo } from '../support/go.ts';

let built: string | undefined;

/** Builds the small program on oras-go once; undefined where Go is not installed. */
export function orasProgram(): string | undefined {
  if (!hasGo) return undefined;
  if (!built) {
    built = join(mkdtempSync(join(tmpdir(), 'chartroom-oras-')), 'oras');
    execFileSync('go', ['build', '-o', built, '.'], {
      cwd: join(import.meta.dirname, 'oras'),
      env: { ...process.env, CGO_ENABLED: '0' },
      stdio: 'inherit',
    });
  }
  return built;
}
