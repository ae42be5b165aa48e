import { defineConfig } from 'playwright/test';
import e2e from '../e2e/playwright.config.ts';

export default defineConfig(e2e, {
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: '../e2e/build.ts',
  // Playwright's own record of the page would be its longest task, and hold most of its nodes.
  use: { trace: 'off' },
  reporter: [['list'], ['json', { outputFile: '../../test-results/attacks.json' }]],
});
