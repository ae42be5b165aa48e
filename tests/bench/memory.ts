import { chromium, type LaunchOptions, type Page } from 'playwright/test';
import { browserProcesses, memoryOf } from './browser-processes.ts';

/** The kinds of processes that a Chromium has, as its command lines name them. */
export type Held = Map<string, number>;

/**
 * What the browsers that this process started hold in memory, in MB, by kind of process: their own
 * pages and shared ones, without what is only mapped from files.
 */
export function heldByBrowser(): Held {
  const held: Held = new Map();
  for (const one of browserProcesses()) {
    held.set(one.kind, (held.get(one.kind) ?? 0) + memoryOf(one) / 1000);
  }
  return held;
}

/**
 * Looks four times a second while `work` goes on, and returns what was held when all of them together
 * held the most.
 */
export async function mostHeld<T>(work: () => Promise<T>): Promise<{ result: T; most: Held }> {
  let most: Held = new Map();
  const look = () => {
    const held = heldByBrowser();
    if (sum(held) > sum(most)) most = held;
  };
  const timer = setInterval(look, 250);
  try {
    return { result: await work(), most };
  } finally {
    clearInterval(timer);
  }
}

/** What `use` had a new browser hold at the most, in MB, beyond what it held with an empty page. */
export async function heldAboveIdle(
  launchOptions: LaunchOptions,
  use: (page: Page) => Promise<unknown>,
): Promise<number> {
  // One of its own: a browser keeps much of what it once had.
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    await page.goto('about:blank');
    const idle = sum(heldByBrowser());
    const { most } = await mostHeld(() => use(page));
    return sum(most) - idle;
  } finally {
    await browser.close();
  }
}

/** All processes together, in MB. */
export function sum(held: Held): number {
  return [...held.values()].reduce((all, one) => all + one, 0);
}
