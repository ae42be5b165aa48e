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
  /** Kept once a time has been noted. */
  var whenTimed: (name: keyof PageTimes) => Promise<PageTimes>;
}

/** Has the page note its times from its very beginning. */
export async function watchTimes(page: Page): Promise<void> {
  await page.addInitScript(watchPage);
}

/**
 * Waits until a time has been noted, and gives all of them. The page is asked past Playwright, whose
 * own scripts would be compiled and run in it while it is timed: some 40 ms of its thread.
 */
export async function timesWith(page: Page, name: keyof PageTimes): Promise<PageTimes> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', {
    expression: `whenTimed('${name}')`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.value as PageTimes;
}

/** Forgets the last choice: the next one is timed anew. */
export async function chooseAnew(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis.pageTimes, { chosen: 0, digest: 0 }));
}

function watchPage(): void {
  const times = { chosen: 0, digest: 0, tabs: 0, fcp: 0, lcp: 0, blocking: 0 };
  globalThis.pageTimes = times;
  let waiting: (() => void)[] = [];
  const note = (noted: Partial<PageTimes>) => {
    Object.assign(times, noted);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  };
  globalThis.whenTimed = async (name) => {
    while (times[name] === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    return times;
  };
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
      note({ chosen: now - change, digest: now });
    }
    if (times.tabs === 0 && document.querySelector('[role=tab]')) note({ tabs: now });
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
    if (name === 'first-contentful-paint') note({ fcp: startTime });
  });
  observe('largest-contentful-paint', ({ startTime }) => note({ lcp: startTime }));
  observe('longtask', ({ duration }) =>
    note({ blocking: times.blocking + Math.max(0, duration - 50) }),
  );
}
