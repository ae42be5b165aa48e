import { defineConfig } from 'playwright/test';
import { CHROMIUM_ARGS } from '../support/browser.ts';
import e2e from '../e2e/playwright.config.ts';

/**
 * Code that the engine compiles anew as it gets to know it counts as heap, and grows for hours: in
 * twenty steps by 180 kB, where the page's own objects grew by 20. So it compiles but once.
 */
const COMPILED_ONCE = '--js-flags=--no-sparkplug --no-maglev --no-turbofan';

export default defineConfig(e2e, {
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: '../e2e/build.ts',
  workers: 1,
  use: {
    // Playwright's own record of the pages would grow with every step.
    trace: 'off',
    actionTimeout: 30_000,
    launchOptions: { ...e2e.use?.launchOptions, args: [...CHROMIUM_ARGS, COMPILED_ONCE] },
  },
  reporter: [['list'], ['json', { outputFile: '../../test-results/soak.json' }]],
});
