import { readdirSync, readFileSync } from 'node:fs';

/** The clock that /proc counts processor time in (`man 5 proc_pid_stat`): Linux shows it as 100 Hz. */
const MS_PER_TICK = 10;

export interface BrowserProcess {
  pid: number;
  /** What it does, as its command line names it: `renderer`, `gpu-process`, `browser`. */
  kind: string;
}

/** The processes of the browsers that this process started. */
export function browserProcesses(): BrowserProcess[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    parents.set(Number(name), numberIn(read(`/proc/${name}/status`), 'PPid'));
  }
  return [...parents.keys()].flatMap((pid) => {
    if (!isBelow(pid, parents)) return [];
    const command = read(`/proc/${pid}/cmdline`);
    if (!/chrom/i.test(command.split('\0', 1)[0] ?? '')) return [];
    return [{ pid, kind: /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser' }];
  });
}

/** What a process holds in memory, in kB: its own pages and shared ones, and nothing mapped from files. */
export function memoryOf({ pid }: BrowserProcess): number {
  const status = read(`/proc/${pid}/status`);
  return numberIn(status, 'RssAnon') + numberIn(status, 'RssShmem');
}

/** The processor time that all of them together have taken so far, in milliseconds of one core. */
export function processorTime(): number {
  const ticks = browserProcesses().map(({ pid }) => {
    // The name comes first, in brackets, and may hold spaces.
    const fields = read(`/proc/${pid}/stat`)
      .replace(/^.*\) /, '')
      .split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((all, one) => all + one, 0) * MS_PER_TICK;
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
