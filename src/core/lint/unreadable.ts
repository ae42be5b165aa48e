import type { Fault } from '../chart/part.ts';
import { finding, type Finding } from './finding.ts';

/** The findings for files that can't be read. */
type Unreadable = 'chart.yaml-unreadable' | 'lock.unreadable' | 'values.unreadable';

/** What keeps a part of a chart from being read, as a finding. */
export function unreadable(code: Unreadable, { path, error }: Fault): Finding {
  switch (error.code) {
    case 'chart.yaml-invalid': {
      const { line, column, reason } = error.data;
      return finding(code, { path, line, column }, { reason });
    }
    case 'chart.metadata-invalid': {
      const { field, reason, line } = error.data;
      return finding(code, { path, line }, { reason: `${field} ${reason}` });
    }
    default:
      // Of one file there is no other fault.
      throw error;
  }
}
