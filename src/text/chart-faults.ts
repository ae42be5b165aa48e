import type { FaultCode } from '../core/chart/part.ts';
import type { ErrorDetails } from '../core/errors.ts';
import { archiveFault, PATH_FAULTS } from './archive.ts';
import { formatSize } from './units.ts';
import { fieldName, metadataFault, yamlFault } from './yaml.ts';

type Words = { [C in FaultCode]: (data: ErrorDetails[C]) => string };

/** Why something can't be read as a chart, to stand behind a colon. */
const WORDS: Words = {
  'chart.yaml-missing': () => 'it has no Chart.yaml',
  'chart.yaml-invalid': yamlFault,
  'chart.metadata-invalid': (fault) => `${fieldName(fault)} ${metadataFault(fault)}`,
  'chart.version-invalid': ({ version }) =>
    `its version, ${version || 'left out'}, is not a semantic version`,
  'archive.not-gzip': () => 'it isn’t a gzip file',
  'archive.damaged': archiveFault,
  'archive.too-large': ({ limit }) => `it unfolds to more than ${formatSize(limit)}`,
  'archive.too-many-files': ({ limit }) => `it holds more than ${limit} files`,
  'archive.path-illegal': ({ reason }) => PATH_FAULTS[reason],
};

/** Why something in charts/ can't be read as a chart. */
export function chartFault<C extends FaultCode>(fault: { code: C; data: ErrorDetails[C] }): string {
  return WORDS[fault.code](fault.data);
}
