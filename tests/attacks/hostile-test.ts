import { test } from '../e2e/site.ts';
import type { RunningServer } from '../support/server.ts';
import { startHostileRegistry } from './hostile-registry.ts';
import { watchThread, type WatchedThread } from './strain.ts';

/**
 * The tests of the app, with a registry that holds these charts beside the real one, and with the
 * page's thread under watch where a test asks for it.
 */
export function testAgainst(charts: Parameters<typeof startHostileRegistry>[0]) {
  return test.extend<{ thread: WatchedThread }, { hostile: RunningServer }>({
    thread: async ({ page }, use) => {
      const thread = await watchThread(page);
      await use(thread);
      await thread.stop();
    },
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
