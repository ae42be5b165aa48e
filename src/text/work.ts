import { formatSize, grouped } from './units.ts';

export type WorkKind =
  'push' | 'attach' | 'keep' | 'fetch' | 'delete' | 'tag' | 'untag' | 'copy' | 'export' | 'import';

/** How much of some work is done, in bytes or in charts. */
export interface WorkProgress {
  unit: 'bytes' | 'charts';
  done: number;
  all: number;
}

/** How some work stands. `part` is failed work of which a part was done. */
export type WorkState = 'running' | 'done' | 'failed' | 'part';

const WORDS: Record<WorkKind, Record<WorkState, string>> = {
  push: { running: 'Pushing', done: 'Pushed', failed: 'Not pushed:', part: 'Not all pushed:' },
  attach: {
    running: 'Attaching',
    done: 'Attached',
    failed: 'Not attached:',
    part: 'Not attached:',
  },
  keep: { running: 'Keeping', done: 'Kept', failed: 'Not kept:', part: 'Not kept:' },
  fetch: {
    running: 'Fetching the dependencies of',
    done: 'Fetched the dependencies of',
    failed: 'Dependencies not fetched:',
    part: 'Dependencies not fetched:',
  },
  delete: { running: 'Deleting', done: 'Deleted', failed: 'Not deleted:', part: 'Not deleted:' },
  tag: { running: 'Tagging', done: 'Tagged', failed: 'Not tagged:', part: 'Not all tagged:' },
  untag: { running: 'Removing', done: 'Removed', failed: 'Not removed:', part: 'Not all removed:' },
  copy: { running: 'Copying', done: 'Copied', failed: 'Not copied:', part: 'Not all copied:' },
  export: {
    running: 'Exporting',
    done: 'Exported',
    failed: 'Not exported:',
    part: 'Not exported:',
  },
  import: {
    running: 'Importing',
    done: 'Imported',
    failed: 'Not imported:',
    part: 'Not all imported:',
  },
};

/** `Pushing localhost:5000/mychart:2.7.1`. */
export function workWords(kind: WorkKind, state: WorkState, subject: string): string {
  return `${WORDS[kind][state]} ${subject}`;
}

/** `12 kB of 40 kB`, `3 of 20`. */
export function progressWords({ unit, done, all }: WorkProgress): string {
  const words = unit === 'bytes' ? formatSize : grouped;
  return `${words(done)} of ${words(all)}`;
}

/** All work in a line: `2 under way, 1 failed`. */
export function workSummary(running: number, failed: number, done: number): string {
  const parts = [
    [running, 'under way'],
    [failed, 'failed'],
    [done, 'done'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(', ');
}
