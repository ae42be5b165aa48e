import { defineConfig } from 'playwright/test';
import e2e from '../e2e/playwright.config.ts';

export default defineConfig(e2e, {
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: '../e2e/build.ts',
  // What is measured is one page alone.
  workers: 1,
  reporter: [['list'], ['json', { outputFile: '../../test-results/attacks.json' }]],
});
