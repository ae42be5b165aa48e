import { expect, it } from 'vitest';
import { attachedStays } from './removal.ts';

it('says what stays without the chart that it is attached to, as far as that is known', () => {
  expect(attachedStays({ kinds: [], end: 'whole' })).toBe('');
  expect(attachedStays({ kinds: ['cosign-signature', 'spdx'], end: 'whole' })).toBe(
    'Attached to it, and not deleted with it: 1 cosign signature, 1 bill of materials (SPDX). They may stay in the registry, attached to nothing.',
  );
  expect(attachedStays({ kinds: ['attestation'], end: 'cut' })).toContain('There may be more');
  expect(attachedStays({ kinds: [], end: 'unproven' })).toContain(
    'Nothing attached to it is listed',
  );
  expect(attachedStays('unknown')).toContain('couldn’t be found out');
});
