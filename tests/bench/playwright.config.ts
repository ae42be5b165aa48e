import { defineConfig } from 'playwright/test';
import e2e from '../e2e/playwright.config.ts';

/** Benches run in the real browser, one at a time, and print what they measured. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/bench',
  workers: 1,
  timeout: 0,
  // On a busy machine a hundred charts take longer to be checked than a test waits.
  expect: { timeout: 60_000 },
  reporter: 'line',
  use: { ...e2e.use, trace: 'off' },
});
