import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { startNginx } from '../support/nginx.ts';

/**
 * The page that packs what is chosen and does nothing else (`page/`), behind nginx. `direct` are the
 * registries that it may ask.
 */
export async function startBenchPage(
  direct: string[] = [],
): Promise<{ url: string; stop(): Promise<void> }> {
  const outDir = mkdtempSync(join(tmpdir(), 'chartroom-bench-'));
  const root = join(import.meta.dirname, 'page');
  const configFile = join(import.meta.dirname, '../../vite.config.ts');
  await build({ configFile, root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const nginx = await startNginx({ root: outDir, direct });
  const stop = async () => {
    await nginx.stop();
    rmSync(outDir, { recursive: true, force: true });
  };
  return { url: nginx.url, stop };
}
