import { recordOf, type Fault } from '../chart/part.ts';
import { finding, type Finding } from './finding.ts';

/** The findings for files that can't be read. */
type Unreadable =
  | 'chart.yaml-unreadable'
  | 'lock.unreadable'
  | 'values.unreadable'
  | 'crd.unreadable'
  | 'template.not-yaml';

/**
 * The fault of an unreadable part of a chart, as a finding. A file that is beyond the bounds of this
 * page isn't called wrong: Helm may read it. `before` are the lines before the document in its file.
 */
export function unreadable(code: Unreadable, { path, error }: Fault, before = 0): Finding {
  // A single file has no other kinds of fault.
  if (error.code !== 'chart.yaml-invalid' && error.code !== 'chart.metadata-invalid') throw error;
  const { line, column, reason } = { column: undefined, ...error.data };
  const place = { path, line: line === undefined ? line : line + before, column };
  if (reason === 'too-large' || reason === 'too-deep') {
    return finding('checks.unfinished', place, { reason });
  }
  return finding(code, place, { fault: recordOf(error) });
}
