import { recordOf, type Fault } from '../chart/part.ts';
import { finding, type Finding } from './finding.ts';

/** The findings for files that can't be read. */
type Unreadable = 'chart.yaml-unreadable' | 'lock.unreadable' | 'values.unreadable';

/** The fault of an unreadable part of a chart, as a finding. */
export function unreadable(code: Unreadable, { path, error }: Fault): Finding {
  // A single file has no other kinds of fault.
  if (error.code !== 'chart.yaml-invalid' && error.code !== 'chart.metadata-invalid') throw error;
  const { line, column } = { column: undefined, ...error.data };
  return finding(code, { path, line, column }, { fault: recordOf(error) });
}
