import type { Page } from 'playwright/test';
import { heldBy } from '../attacks/strain.ts';

/** What a page holds while nothing is under way. */
export interface Gauges {
  /** Bytes of the page's own heap. */
  heap: number;
  nodes: number;
  documents: number;
  workers: number;
  /** Object URLs that are older than a download may need them. */
  urls: number;
}

/** Downloads keep theirs for a minute, since a browser may ask the person first. */
const URL_MS = 65_000;
/** What the page may hold more than before: the tenth part, and what measuring itself varies by. */
const MORE = 1.1;
const NOISE: Gauges = { heap: 300_000, nodes: 100, documents: 1, workers: 0, urls: 0 };
/** The storage's worker, and as many for compute as the app starts at most. */
const MOST_WORKERS = 9;

/** Runs in the page, before its own scripts: counts the object URLs that are not revoked. */
export function countObjectUrls(): void {
  const made = new Map<string, number>();
  Object.assign(globalThis, { objectUrls: made });
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (content: Blob) => {
    const url = createObjectURL.call(URL, content);
    made.set(url, Date.now());
    return url;
  };
  URL.revokeObjectURL = (url: string) => {
    made.delete(url);
    revokeObjectURL.call(URL, url);
  };
}

export async function read(page: Page): Promise<Gauges> {
  await forgetRecords(page);
  const urls = await page.evaluate((age) => {
    const made = (globalThis as unknown as { objectUrls: Map<string, number> }).objectUrls;
    return [...made.values()].filter((at) => at < Date.now() - age).length;
  }, URL_MS);
  return { ...(await heldBy(page)), workers: page.workers().length, urls };
}

/** Has the browser forget its own records for developers, which grow with every failed request. */
async function forgetRecords(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.discardConsoleEntries');
  await session.send('Log.clear');
  await session.detach();
  await page.evaluate(() => performance.clearResourceTimings());
}

/** What has grown beyond what is allowed. */
export function grown(before: Gauges, after: Gauges): string[] {
  const wrong = (['heap', 'nodes', 'documents', 'urls'] as const).flatMap((name) => {
    const most = before[name] * MORE + NOISE[name];
    return after[name] > most ? [`${name}: ${before[name]}, and later ${after[name]}`] : [];
  });
  return after.workers > MOST_WORKERS ? [...wrong, `${after.workers} workers`] : wrong;
}
