import { MAX_PROVENANCE_SIZE } from '../chart/limits.ts';
import { ChartroomError } from '../errors.ts';
import type { Digest } from '../digest.ts';
import { archiveName } from '../chart/archive-name.ts';
import type { ChartMetadata } from '../chart/metadata.ts';
import {
  checkFileHash,
  parseProvenance,
  type FileHashCheck,
  type Provenance,
} from './provenance.ts';
import { bytesOf } from '../read-blob.ts';

/** The result of comparing a provenance file with the chart beside it. */
export interface ProvenanceCheck {
  provenance: Provenance;
  archive: FileHashCheck;
  metadata: MetadataCheck;
}

/** Whether the signed metadata equals the chart's. */
export type MetadataCheck =
  | { state: 'same' }
  /** The keys of Chart.yaml that differ. */
  | { state: 'differs'; fields: string[] }
  | { state: 'unreadable' };

/** The chart that a provenance file is compared with. */
export interface SignedChart {
  metadata: ChartMetadata;
  /** The archive's digest. */
  digest: Digest;
}

/**
 * The half of `helm verify` that needs no key: whether the archive is the one that the provenance
 * names, and the signed metadata is the chart's own. Errors: `provenance.invalid`.
 */
export async function checkProvenance(content: Blob, chart: SignedChart): Promise<ProvenanceCheck> {
  const provenance = parseProvenance(await textOf(content));
  return {
    provenance,
    archive: checkFileHash(provenance, archiveName(chart.metadata), chart.digest),
    metadata: compareMetadata(provenance.metadata, chart.metadata),
  };
}

async function textOf(content: Blob): Promise<string> {
  if (content.size > MAX_PROVENANCE_SIZE)
    throw new ChartroomError('provenance.invalid', { reason: 'too-large' });
  try {
    // Nothing may precede the message, not even a byte order mark.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(await bytesOf(content));
  } catch (cause) {
    throw new ChartroomError('provenance.invalid', { reason: 'not-text' }, { cause });
  }
}

/** Both have been cleaned and ordered as Helm does it, so that equal metadata gives equal text. */
function compareMetadata(signed: ChartMetadata | undefined, own: ChartMetadata): MetadataCheck {
  if (!signed) return { state: 'unreadable' };
  const keys = new Set([...Object.keys(signed), ...Object.keys(own)]) as Set<keyof ChartMetadata>;
  const fields = [...keys].filter(
    (key) => JSON.stringify(signed[key]) !== JSON.stringify(own[key]),
  );
  return fields.length === 0 ? { state: 'same' } : { state: 'differs', fields };
}
