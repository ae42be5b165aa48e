import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * All browser tests run on the built app: what is tested is what is deployed. `CHARTROOM_DIST`
 * names a build to use; without it one is made, and removed at the end.
 */
export default async function buildApp(): Promise<(() => void) | undefined> {
  if (process.env['CHARTROOM_DIST']) return undefined;
  const outDir = mkdtempSync(join(tmpdir(), 'chartroom-dist-'));
  await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  process.env['CHARTROOM_DIST'] = outDir;
  return () => rmSync(outDir, { recursive: true, force: true });
}
