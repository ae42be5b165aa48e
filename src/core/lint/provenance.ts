import { archiveName } from '../chart/archive-name.ts';
import { checkProvenance, type SignedChart } from '../provenance/check.ts';
import { isChartroomError } from '../errors.ts';
import { finding, type Finding } from './finding.ts';

/**
 * Findings about a `.prov` before it is pushed: Helm pushes it unread, so a mismatch shows only
 * when somebody pulls the chart.
 */
export async function lintProvenance(provenance: Blob, chart: SignedChart): Promise<Finding[]> {
  const name = archiveName(chart.metadata);
  const place = { path: `${name}.prov` };
  try {
    const { archive, metadata } = await checkProvenance(provenance, chart);
    const findings: Finding[] = [];
    if (archive.state === 'differs') {
      findings.push(finding('provenance.archive-differs', place, { archive: name }));
    } else if (archive.state === 'not-listed') {
      const listed = archive.listed.join(', ');
      findings.push(finding('provenance.archive-not-listed', place, { archive: name, listed }));
    }
    if (metadata.state === 'differs') {
      const fields = metadata.fields.join(', ');
      findings.push(finding('provenance.metadata-differs', place, { fields }));
    }
    return findings;
  } catch (thrown) {
    if (!isChartroomError(thrown, 'provenance.invalid')) throw thrown;
    return [finding('provenance.unreadable', place, thrown.data)];
  }
}
