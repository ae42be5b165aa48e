/** The page's own transport in real Chromium, against the real registry on another origin. */
import { chromium, type Browser, type Page } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSessions } from '../../tests/support/artifacts.ts';
import { CHROMIUM_ARGS, chromiumPath } from '../../tests/support/browser.ts';
import {
  isHtpasswdAvailable,
  isRegistryAvailable,
  startRegistry,
  type RegistryOptions,
  type RunningRegistry,
} from '../../tests/support/registry.ts';
import type { TransferRequest, TransferResult } from '../../tests/support/page/transfer.ts';
import { startServer } from '../../tests/support/server.ts';

const PAGE = '<!doctype html><script type="module" src="/tests/support/page/transfer.ts"></script>';

function hasChromium(): boolean {
  try {
    return chromiumPath() !== '';
  } catch {
    return false;
  }
}

describe.skipIf(!isRegistryAvailable() || !hasChromium())('the page and a registry', () => {
  let vite: ViteDevServer;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    // A separate page for the test, since the app would load and do much more.
    const blank = {
      name: 'blank',
      configureServer: ({ middlewares }: ViteDevServer) =>
        void middlewares.use('/blank', (_, response) => response.end(PAGE)),
    };
    vite = await createServer({
      configFile: false,
      logLevel: 'error',
      server: { port: 0, host: 'localhost', hmr: false, ws: false },
      optimizeDeps: { noDiscovery: true },
      plugins: [blank],
    });
    await vite.listen();
    browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
    page = await browser.newPage();
    await page.goto(new URL('blank', vite.resolvedUrls?.local[0]).href);
    await page.waitForFunction(() => 'transfer' in globalThis);
  });
  afterAll(async () => {
    await browser?.close();
    await vite?.close();
  });

  const using = async <T>(
    options: RegistryOptions,
    work: (server: RunningRegistry) => Promise<T>,
  ) => {
    const server = await startRegistry(options);
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  };
  const run = (request: TransferRequest) =>
    page.evaluate<TransferResult>(`transfer(${JSON.stringify(request)})`);

  test('a blob goes up and comes down, with progress both ways', () =>
    using({}, async ({ host }) => {
      const size = 60_000_000;
      const { code, sent, received, equal } = await run({ host, size });
      expect({ code, equal }).toEqual({ code: '', equal: true });
      for (const steps of [sent, received]) {
        expect(steps.length).toBeGreaterThan(2);
        expect(steps).toEqual(steps.toSorted((a, b) => a - b));
        expect(steps.at(-1)).toBe(size);
      }
    }));

  test('a small blob goes up and comes down, all at once', () =>
    using({}, async ({ host }) => {
      const { code, sent, equal } = await run({ host, size: 64 * 1024 });
      expect({ code, equal }).toEqual({ code: '', equal: true });
      expect(new Set(sent)).toEqual(new Set([64 * 1024]));
    }));

  test('an upload is cancelled', () =>
    using({}, async ({ host, dataDir }) => {
      const { code } = await run({ host, size: 60_000_000, cancelAt: 1 });
      expect(code).toBe('aborted');
      expect((await openSessions(dataDir, 'page')).length).toBeLessThanOrEqual(1);
    }));

  test('a registry whose response the page may not read', () =>
    using({ cors: false }, async ({ host }) => {
      expect((await run({ host, size: 1000 })).code).toBe('registry.cors');
    }));

  test.skipIf(!isHtpasswdAvailable())(
    'a registry with sign-in says so, but its 401 to the preflight stops every answer',
    () => {
      const credentials = { user: 'captain', password: 'secret' };
      return using({ htpasswd: credentials }, async ({ host }) => {
        expect((await run({ host, size: 1000 })).code).toBe('auth.required');
        const signedIn = { host, size: 1000, credentials: { ...credentials, username: 'captain' } };
        expect((await run(signedIn)).code).toBe('registry.cors');
      });
    },
  );

  test('an unreachable server', async () => {
    const server = await startServer((_, response) => response.end());
    await server.stop();
    expect((await run({ host: server.host, size: 1000 })).code).toBe('registry.unreachable');
  });
});
