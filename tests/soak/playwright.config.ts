import { defineConfig } from 'playwright/test';
import e2e from '../e2e/playwright.config.ts';

export default defineConfig(e2e, {
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: '../e2e/build.ts',
  workers: 1,
  // Playwright's own record of the pages would grow with every step.
  use: { trace: 'off', actionTimeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/soak.json' }]],
});
