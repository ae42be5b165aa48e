import { expect, test } from 'vitest';
import { provenanceText } from '../../../tests/support/provenance.ts';
import { findingWords } from '../../text/findings.ts';
import { packArchive } from '../chart/archive.ts';
import { createInlineCompute } from '../compute/inline.ts';
import { digestOf } from '../oci/digest.ts';
import type { FindingCode } from './codes.ts';
import { lintProvenance } from './provenance.ts';

const CHART_YAML = 'apiVersion: v2\nname: sample\nversion: 1.0.0\nicon: https://x.example/i.svg\n';
const archive = packArchive('sample', [
  { path: 'Chart.yaml', bytes: new TextEncoder().encode(CHART_YAML) },
  { path: 'values.yaml', bytes: new Uint8Array() },
  { path: 'templates/a.yaml', bytes: new Uint8Array() },
]);
const digest = await digestOf(archive);
const NAME = 'sample-1.0.0.tgz';

test.each<[string, FindingCode[], string]>([
  ['that fits', [], provenanceText(CHART_YAML, { [NAME]: digest })],
  [
    'of another build',
    ['provenance.archive-differs'],
    provenanceText(CHART_YAML, { [NAME]: `sha256:${'0'.repeat(64)}` }),
  ],
  [
    'of an archive by another name',
    ['provenance.archive-not-listed'],
    provenanceText(CHART_YAML, { 'mine.tgz': digest }),
  ],
  [
    'with other metadata',
    ['provenance.metadata-differs'],
    provenanceText(`${CHART_YAML}type: library`, { [NAME]: digest }),
  ],
  ['that is something else', ['provenance.unreadable'], 'files: {}'],
])('a .prov %s', async (_, codes, text) => {
  const chart = await createInlineCompute().readArchive(archive);
  const findings = await lintProvenance(new Blob([text]), chart);
  expect(findings.map(({ code }) => code)).toEqual(codes);
  for (const finding of findings) {
    expect(finding).toMatchObject({ severity: 'warning', path: `${NAME}.prov` });
    expect(Object.values(findingWords(finding, 'folder')).join(' ')).not.toMatch(
      /undefined|\[object| {2}/,
    );
  }
});
