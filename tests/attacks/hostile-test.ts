import { test } from '../e2e/site.ts';
import type { RunningServer } from '../support/server.ts';
import { startHostileRegistry } from './hostile-registry.ts';

/** The tests of the app, with a registry that holds these charts beside the real one. */
export function testAgainst(charts: Parameters<typeof startHostileRegistry>[0]) {
  return test.extend<object, { hostile: RunningServer }>({
    hostile: [
      // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
      async ({}, use) => {
        const registry = await startHostileRegistry(charts);
        await use(registry);
        await registry.stop();
      },
      { scope: 'worker' },
    ],
  });
}
