/** What changed in a chart since it was read the last time, in words. */
import type { FileChanges } from '../core/compute/file-changes.ts';
import type { FindingChanges } from '../core/lint/since.ts';
import { count } from './units.ts';

/** The differences, as far as they are known. */
export interface Differences {
  files: FileChanges | undefined;
  version: readonly [before: string, now: string] | undefined;
  findings: FindingChanges | undefined;
}

/** `version 1.0.0 → 1.1.0, 2 files changed, 1 added, 1 new finding`; empty if nothing differs. */
export function sinceWords({ files, version, findings }: Differences): string {
  const { added = [], changed = [], removed = [] } = files ?? {};
  const fresh = findings?.fresh.size ?? 0;
  const gone = findings?.gone.length ?? 0;
  return [
    version && `version ${version[0]} → ${version[1]}`,
    changed.length > 0 && `${count(changed.length, 'file')} changed`,
    added.length > 0 && `${count(added.length, 'file')} added`,
    removed.length > 0 && `${count(removed.length, 'file')} removed`,
    fresh > 0 && count(fresh, 'new finding'),
    gone > 0 && `${count(gone, 'finding')} gone`,
  ]
    .filter((words) => typeof words === 'string')
    .join(', ');
}
