import { chromium, type Page } from 'playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browser.ts';
import { expect, test } from './harness/harness.ts';

const NAME = 'localhost:5000/charts/one:1.0.0';

test('what is kept is there after a reload', async ({ page }) => {
  await page.evaluate((name) => harness.keep(name, 'one'), NAME);
  await page.reload();
  expect(await names(page)).toEqual([NAME]);
  expect(await page.evaluate((name) => harness.read(name), NAME)).toEqual(['one', 'shared']);
});

test('nothing of the storage starts before its first use', async ({ page }) => {
  expect(page.workers()).toHaveLength(0);
  await names(page);
  expect(page.workers()).toHaveLength(1);
});

test('a browser killed right after a keep, or a removal, has done it', async ({
  harnessUrl,
}, testInfo) => {
  const profile = testInfo.outputPath('profile');
  await untilKilled(profile, harnessUrl, async (page) => {
    await page.evaluate(async (name) => {
      await harness.keep(name, 'one');
      await harness.keep('second', 'two');
    }, NAME);
  });
  await untilKilled(profile, harnessUrl, async (page) => {
    expect(await page.evaluate((name) => harness.read(name), NAME)).toEqual(['one', 'shared']);
    expect(await names(page)).toEqual([NAME, 'second']);
    await page.evaluate((name) => harness.library.delete(name), NAME);
  });
  await untilKilled(profile, harnessUrl, async (page) => {
    expect(await names(page)).toEqual(['second']);
    expect(await page.evaluate(() => harness.read('second'))).toEqual(['two', 'shared']);
  });
});

/** Runs `use` in a browser of its own, which is killed the moment that is done. */
async function untilKilled(
  profile: string,
  url: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await chromium.launchPersistentContext(profile, {
    args: CHROMIUM_ARGS,
    executablePath: chromiumPath(),
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'harness' in globalThis);
  const cdp = await context.newCDPSession(page);
  const closed = context.waitForEvent('close');
  await use(page);
  await Promise.race([cdp.send('Browser.crash').catch(() => undefined), closed]);
  await closed;
}

test('a full storage keeps nothing of what does not fit, and goes on', async ({ page }) => {
  const setQuota = await quotaOf(page);
  await setQuota(5_000_000);
  expect(await keep(page, NAME, 10)).toBe('kept');
  expect(await keep(page, 'big', 20_000_000)).toBe('storage.full');
  expect(await keep(page, NAME, 20_000_000)).toBe('tag.differs');
  await page.waitForTimeout(PAST_IDLE);
  expect(await names(page)).toEqual([NAME]);

  await setQuota();
  expect(await keep(page, 'big', 20_000_000)).toBe('kept');
  await page.reload();
  expect(await names(page)).toEqual(['big', NAME]);
});

test('where not even the tree fits, the library says so, and recovers', async ({ page }) => {
  const setQuota = await quotaOf(page);
  await setQuota(1);
  expect(await keep(page, NAME, 10)).toBe('storage.full');
  await page.waitForTimeout(PAST_IDLE);
  expect(await names(page)).toEqual([]);
  expect(await keep(page, NAME, 10)).toBe('storage.full');
  await page.waitForTimeout(PAST_IDLE);

  await setQuota();
  expect(await keep(page, NAME, 10)).toBe('kept');
  await page.reload();
  expect(await page.evaluate((name) => harness.read(name), NAME)).toEqual(['xxxxxxxxxx', 'shared']);
});

/** lightning-fs saves its tree and lets go of the database after half a second. */
const PAST_IDLE = 1_200;

/**
 * Sets what this origin may store; back to what it was without a number. Chromium counts what
 * is left in advance, so it looks at a lower quota only when nothing was written before.
 */
async function quotaOf(page: Page): Promise<(quotaSize?: number) => Promise<void>> {
  const cdp = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  return async (quotaSize) => {
    const limit = quotaSize === undefined ? {} : { quotaSize };
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, ...limit });
  };
}

test('a change in one tab is announced to the other, which sees it', async ({
  page,
  context,
  harnessUrl,
}) => {
  const other = await context.newPage();
  await other.goto(harnessUrl);
  await other.waitForFunction(() => 'harness' in globalThis);
  await other.evaluate(() => {
    const seen = new Promise<string[]>((resolve) => {
      harness.watchLibrary(async () => {
        resolve((await harness.library.tags()).names);
      });
    });
    Object.assign(globalThis, { seen });
  });
  await page.evaluate((name) => harness.keep(name, 'one'), NAME);
  const seen = await other.evaluate(() => (globalThis as unknown as { seen: unknown }).seen);
  expect(seen).toEqual([NAME]);
});

test('a tab that follows the library reads it a few times while another keeps sixty charts', async ({
  page,
  context,
  harnessUrl,
}) => {
  const other = await context.newPage();
  await other.goto(harnessUrl);
  await other.waitForFunction(() => 'harness' in globalThis);
  await other.evaluate(() => {
    const seen: number[] = [];
    harness.watchLibrary(async () => {
      seen.push((await harness.library.list()).length);
    });
    Object.assign(globalThis, { seen });
  });
  const seen = () => other.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
  await page.evaluate(async () => {
    for (let i = 0; i < 60; i++) await harness.keep(`chart-${i}`, `own ${i}`);
  });
  await expect.poll(async () => (await seen()).at(-1)).toBe(60);
  expect((await seen()).length).toBeLessThan(10);
});

test('aborting compute jobs leaves the storage worker to finish its own', async ({ page }) => {
  const outcome = await page.evaluate(async (name) => {
    await harness.library.tags();
    const stop = new AbortController();
    const keeping = harness.keep(name, 'x'.repeat(20_000_000));
    const pool = harness.pool(2);
    const job = () =>
      pool.run((worker) => worker.call('work', 60_000), stop.signal).catch((error) => error.code);
    const jobs = [job(), job(), job()];
    setTimeout(() => stop.abort(), 50);
    const codes = await Promise.all(jobs);
    await keeping;
    return { codes, names: (await harness.library.tags()).names };
  }, NAME);
  expect(outcome).toEqual({ codes: ['aborted', 'aborted', 'aborted'], names: [NAME] });
  // A job that was called off has a moment to end by itself before its worker is ended.
  await expect.poll(() => page.workers().length).toBe(1);
  expect(page.workers()[0]?.url()).toContain('storage.worker');
});

function names(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await harness.library.tags()).names);
}

/** Keeps an artifact with a layer of `size` bytes; how that ended. */
function keep(page: Page, name: string, size: number): Promise<string> {
  return page.evaluate(
    ([name, size]) =>
      harness.keep(name, 'x'.repeat(size)).then(
        () => 'kept',
        (error) => error.code,
      ),
    [name, size] as const,
  );
}
