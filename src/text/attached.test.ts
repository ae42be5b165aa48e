import { expect, it } from 'vitest';
import { attachedSummary } from './attached.ts';

it('sums up what is attached', () => {
  expect(attachedSummary([])).toBe('');
  expect(attachedSummary(['spdx', 'cosign-signature', 'cosign-signature', 'other'])).toBe(
    '1 bill of materials (SPDX), 2 cosign signatures, 1 other artifact',
  );
  expect(
    attachedSummary(['spdx', 'spdx', 'report', 'report', 'bundle-signature', 'bundle-signature']),
  ).toBe('2 bills of materials (SPDX), 2 reports of a scan, 2 cosign signatures (bundle)');
});
