/** What a page has to bear: how long its thread stood still, and how much memory it took. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';

/** Has the page note its longest task from its beginning on. */
export async function watchThread(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { longestTask: 0 });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        window.longestTask = Math.max(window.longestTask, duration);
      }
    }).observe({ type: 'longtask', buffered: true });
  });
}

declare global {
  interface Window {
    longestTask: number;
  }
}

/**
 * The longest task of the page's thread so far, in milliseconds; 0 stands for less than 50.
 * Asked twice, since a task is noted after its end.
 */
export async function longestTask(page: Page): Promise<number> {
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.waitForTimeout(100);
  return Math.round(await page.evaluate(() => window.longestTask));
}

/** The most memory that the page's process has held so far, in MB; its workers share it. */
export async function peakMemory(page: Page): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser of its own');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')));
  return Math.round(Math.max(...peaks.map((found) => Number(found?.[1] ?? 0))) / 1000);
}

/** What the page holds when all that is garbage was collected; the heap in bytes. */
export async function heldBy(
  page: Page,
): Promise<{ nodes: number; documents: number; heap: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { nodes, documents } = await session.send('Memory.getDOMCounters');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { nodes, documents, heap: usedSize };
}
