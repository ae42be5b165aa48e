import { compareVersions, isLenientVersion } from '../semver/version.ts';
import type { Course } from './comparison.ts';

/** Which way a version went; undefined where it is the same, or one of them is no version. */
export function courseOf(
  before: string | undefined,
  after: string | undefined,
): Course | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (!isLenientVersion(before) || !isLenientVersion(after)) return undefined;
  const order = compareVersions(before, after);
  return order === 0 ? undefined : order < 0 ? 'up' : 'down';
}

/** The same of ranges that are written alike, such as `~1.2` and `~1.3`. */
export function courseOfRange(before: string, after: string): Course | undefined {
  const form = (range: string) => range.replace(/\d+/g, '0');
  const first = (range: string) => /\d+(?:\.\d+)*/.exec(range)?.[0];
  return form(before) === form(after) ? courseOf(first(before), first(after)) : undefined;
}
