import { existsSync } from 'node:fs';
import { chromium, defineConfig } from 'playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browser.ts';

export default defineConfig({
  testDir: '..',
  // A glob of `e2e/` would match every file of a clone that lies in a folder of that name.
  testMatch: /[/\\]tests[/\\](e2e|interop)[/\\].*\.spec\.ts$/,
  outputDir: '../../test-results',
  // Two cores: one for the browser, one for registry and nginx.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  // On a busy machine one of hundreds of tests may be late. What passes at the second try only is
  // named at the end of `npm test`.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/e2e.json' }]],
  globalSetup: './build.ts',
  use: {
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
    // Each test starts with nothing stored, so that storing the whole app took a quarter of a test's
    // time. The tests of what is stored allow it.
    serviceWorkers: 'block',
    // A record of every test would make all of them take half as long again.
    trace: 'on-first-retry',
    launchOptions: { args: CHROMIUM_ARGS, ...browserPath() },
  },
});

/** Playwright's own browser where it is installed, else the system's. */
function browserPath(): { executablePath?: string } {
  return existsSync(chromium.executablePath()) ? {} : { executablePath: chromiumPath() };
}
