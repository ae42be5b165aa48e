import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'playwright/test';
import { build } from 'vite';
import { startNginx } from '../../support/nginx.ts';

/** The harness page, built as the app is and served under the same security headers. */
export const test = base.extend<object, { harnessUrl: string }>({
  harnessUrl: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
    async ({}, use) => {
      const outDir = mkdtempSync(join(tmpdir(), 'chartroom-harness-'));
      const configFile = join(import.meta.dirname, '../../../vite.config.ts');
      const root = import.meta.dirname;
      await build({ configFile, root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
      const nginx = await startNginx({ root: outDir });
      await use(nginx.url);
      await nginx.stop();
      rmSync(outDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  page: async ({ page, harnessUrl }, use) => {
    await page.goto(harnessUrl);
    await page.waitForFunction(() => 'harness' in globalThis);
    await use(page);
  },
});

export { expect } from 'playwright/test';
