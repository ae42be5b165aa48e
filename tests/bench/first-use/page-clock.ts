/** What a page itself can tell of its times: how long after a choice or its start something stands. */
import type { Page } from 'playwright/test';

/** Milliseconds. */
export interface PageTimes {
  /** From the `change` event of a file input to the archive's digest on the page. */
  chosen: number;
  /** From the start of the navigation to the same. */
  digest: number;
  /** From the start of the navigation to a chart's tabs. */
  tabs: number;
  fcp: number;
  lcp: number;
  /** What tasks took beyond 50 ms each, until the page stood. */
  blocking: number;
}

declare global {
  /** The page's clock, there once `watchPage` has run in it. */
  var pageTimes: PageTimes;
}

/** Has the page note its times from its very beginning. */
export async function watchTimes(page: Page): Promise<void> {
  await page.addInitScript(watchPage);
}

/** Waits until a time has been noted, and gives all of them. */
export async function timesWith(page: Page, name: keyof PageTimes): Promise<PageTimes> {
  const times = await page.waitForFunction(
    (name) => (globalThis.pageTimes[name] > 0 ? globalThis.pageTimes : undefined),
    name,
  );
  return (await times.jsonValue()) as PageTimes;
}

/** Forgets the last choice: the next one is timed anew. */
export async function chooseAnew(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis.pageTimes, { chosen: 0, digest: 0 }));
}

function watchPage(): void {
  const times = { chosen: 0, digest: 0, tabs: 0, fcp: 0, lcp: 0, blocking: 0 };
  globalThis.pageTimes = times;
  let change = 0;
  const shown = () =>
    [...document.querySelectorAll('main dd')].find((dd) => /sha256:/.test(dd.textContent));
  let stale: Element | undefined;
  addEventListener(
    'change',
    ({ timeStamp }) => {
      change = timeStamp;
      stale = shown();
    },
    { capture: true },
  );
  const look = () => {
    const now = performance.now();
    const found = shown();
    if (change > 0 && times.chosen === 0 && found && found !== stale) {
      Object.assign(times, { chosen: now - change, digest: now });
    }
    if (times.tabs === 0 && document.querySelector('[role=tab]')) times.tabs = now;
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  const observe = (type: string, take: (entry: PerformanceEntry) => void) => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
    });
  };
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') times.fcp = startTime;
  });
  observe('largest-contentful-paint', ({ startTime }) => (times.lcp = startTime));
  observe('longtask', ({ duration }) => (times.blocking += Math.max(0, duration - 50)));
}
