import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type LaunchOptions, type Page } from 'playwright/test';

/** The kinds of processes that a Chromium has, as its command lines name them. */
export type Held = Map<string, number>;

/**
 * What the browsers that this process started hold in memory, in MB, by kind of process: their own
 * pages and shared ones, without what is only mapped from files.
 */
export function heldByBrowser(): Held {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const status = read(`/proc/${name}/status`);
    parents.set(Number(name), numberIn(status, 'PPid'));
  }
  const held: Held = new Map();
  for (const pid of parents.keys()) {
    if (!isBelow(pid, parents)) continue;
    const command = read(`/proc/${pid}/cmdline`);
    if (!/chrom/i.test(command.split('\0', 1)[0] ?? '')) continue;
    const kind = /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser';
    const status = read(`/proc/${pid}/status`);
    const kilobytes = numberIn(status, 'RssAnon') + numberIn(status, 'RssShmem');
    held.set(kind, (held.get(kind) ?? 0) + kilobytes / 1000);
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

function isBelow(pid: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === process.pid) return true;
  return false;
}

/** A process may have ended by now. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function numberIn(status: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}
