import { expect, it } from 'vitest';
import { finding } from '../core/lint/finding.ts';
import { sinceWords } from './since.ts';

it('names what differs, and nothing else', () => {
  const gone = [finding('values.missing', { path: 'values.yaml' }, {})];
  expect(
    sinceWords({
      files: { added: ['a'], changed: ['b', 'c'], removed: [] },
      version: ['1.0.0', '1.1.0'],
      findings: { fresh: new Set(), gone },
    }),
  ).toBe('version 1.0.0 → 1.1.0, 2 files changed, 1 file added, 1 finding gone');
  expect(sinceWords({ files: undefined, version: undefined, findings: undefined })).toBe('');
});
