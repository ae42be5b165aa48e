import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type ElementHandle } from 'puppeteer-core';
import { findProgram } from '../../../scripts/lib/processes.mjs';
import type { Engine } from './engine.ts';

export const findFirefox = (): string | undefined =>
  findProgram('firefox-esr') ?? findProgram('firefox');

/** Firefox, driven by WebDriver BiDi, which it speaks itself. */
export async function startFirefox(): Promise<Engine> {
  const downloads = mkdtempSync(join(tmpdir(), 'chartroom-firefox-'));
  const executablePath = findFirefox() ?? 'firefox';
  const browser = await puppeteer.launch({
    ...{ browser: 'firefox', executablePath, headless: true },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
    },
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.evaluateOnNewDocument(noteViolations);

  const find = async (xpath: string, visible: boolean) => {
    const found = await page.waitForSelector(`xpath/.${xpath}`, { visible });
    if (!found) throw new Error(`not there: ${xpath}`);
    return found as ElementHandle<HTMLInputElement>;
  };

  return {
    downloads,
    // The same document with another fragment would not be loaded anew.
    open: async (url) => {
      await page.goto('about:blank');
      await page.goto(url);
    },
    reload: async () => void (await page.reload()),
    click: async (xpath) => (await find(xpath, true)).click(),
    type: async (xpath, text) => {
      const field = await find(xpath, true);
      await field.evaluate((it) => it.select());
      await field.type(text);
    },
    choose: async (xpath, paths) => (await find(xpath, false)).uploadFile(...paths),
    run: (script, ...args) => page.evaluate(script as never, ...args) as never,
    complaints: async () => [...errors, ...(await page.evaluate(() => globalThis.violations))],
    close: async () => {
      await browser.close();
      rmSync(downloads, { recursive: true, force: true });
    },
  };
}

/** BiDi's log has no entries for the Content-Security-Policy. */
function noteViolations(): void {
  globalThis.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}
