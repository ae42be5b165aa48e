import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';

/** The script that asks for a view's files: it stays, so that they are asked for. */
const ASKS = /^ahead-of-app-/;

/**
 * A build of which as many bytes are sent in the same order, and nothing is run: what each page can't
 * be quicker than on the same network.
 */
export function writeBareBuild(dist: string, folder: string): string {
  cpSync(dist, folder, { recursive: true });
  const assets = join(folder, 'assets');
  for (const name of readdirSync(assets).filter((name) => name.endsWith('.js'))) {
    if (ASKS.test(name)) continue;
    const code = readFileSync(join(assets, name), 'utf8');
    writeFileSync(join(assets, name), `/*${code.replaceAll('*/', '**')}*/`);
  }
  return folder;
}

/** Milliseconds from the address to the last byte of the scripts and styles that the page asks for. */
export async function lastByte(page: Page): Promise<number> {
  await page.waitForLoadState('networkidle');
  return page.evaluate(() =>
    Math.max(
      ...performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\/assets\//.test(name))
        .map((entry) => (entry as PerformanceResourceTiming).responseEnd),
    ),
  );
}
