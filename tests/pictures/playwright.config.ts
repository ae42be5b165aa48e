import { defineConfig } from 'playwright/test';
import e2e from '../e2e/playwright.config.ts';

/** Pictures are taken one after the other, of one registry that all scenes share. */
export default defineConfig({
  testDir: '.',
  testMatch: 'pictures.ts',
  outputDir: '../../test-results/pictures',
  globalSetup: '../e2e/build.ts',
  // They are files of the project: nothing makes them anew that wasn't asked to.
  ...(process.argv.some((argument) => /README/.test(argument)) ? {} : { grepInvert: /README/ }),
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: { ...e2e.use, trace: 'off' },
});
