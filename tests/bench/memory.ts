import { readdirSync, readFileSync } from 'node:fs';

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

/** Looks four times a second while `work` goes on, and returns the most that was held by each. */
export async function mostHeld<T>(work: () => Promise<T>): Promise<{ result: T; most: Held }> {
  const most: Held = new Map();
  const look = () => {
    for (const [kind, now] of heldByBrowser()) most.set(kind, Math.max(most.get(kind) ?? 0, now));
  };
  const timer = setInterval(look, 250);
  try {
    return { result: await work(), most };
  } finally {
    clearInterval(timer);
  }
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
