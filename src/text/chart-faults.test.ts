import { expect, test } from 'vitest';
import type { FaultRecord } from '../core/chart/part.ts';
import { chartFault } from './chart-faults.ts';

test.each<[string, FaultRecord]>([
  ['it has no Chart.yaml', { code: 'chart.yaml-missing', data: { chart: '' } }],
  [
    'its version, left out, is not a semantic version',
    { code: 'chart.version-invalid', data: { version: '' } },
  ],
  [
    'its version, 1.x, is not a semantic version',
    { code: 'chart.version-invalid', data: { version: '1.x' } },
  ],
  ['it isn’t a gzip file', { code: 'archive.not-gzip', data: {} }],
  ['it unfolds to more than 105 MB', { code: 'archive.too-large', data: { limit: 104_857_600 } }],
  [
    'home must be text',
    {
      code: 'chart.metadata-invalid',
      data: { path: 'Chart.yaml', field: 'home', reason: 'no-text' },
    },
  ],
  [
    'the document must be a map',
    { code: 'chart.metadata-invalid', data: { path: 'Chart.yaml', field: '', reason: 'no-map' } },
  ],
])('%s', (words, fault) => {
  expect(chartFault(fault)).toBe(words);
});
