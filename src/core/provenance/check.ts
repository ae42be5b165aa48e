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

/** Real ones have a few kilobytes: the metadata, and a signature. */
const MAX_SIZE = 1024 * 1024;

/** What a provenance file says, held against the chart it came with. */
export interface ProvenanceCheck {
  provenance: Provenance;
  archive: FileHashCheck;
  metadata: MetadataCheck;
}

/** Whether the metadata that was signed is what the chart has. */
export type MetadataCheck =
  | { state: 'same' }
  /** The keys of Chart.yaml that differ. */
  | { state: 'differs'; fields: string[] }
  | { state: 'unreadable' };

/** What a provenance file can be held against. */
export interface SignedChart {
  metadata: ChartMetadata;
  /** Of the archive. */
  digest: Digest;
}

/**
 * The half of `helm verify` that needs no key: is this archive the one that the provenance
 * names, and its metadata the chart's own. Errors: `provenance.invalid`.
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
  if (content.size > MAX_SIZE)
    throw new ChartroomError('provenance.invalid', { reason: 'too-large' });
  try {
    // Not even a byte order mark may stand before the message.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(await content.arrayBuffer());
  } catch (cause) {
    throw new ChartroomError('provenance.invalid', { reason: 'not-text' }, { cause });
  }
}

/** Both have been through Helm's cleaning and order, so that equal means equal text. */
function compareMetadata(signed: ChartMetadata | undefined, own: ChartMetadata): MetadataCheck {
  if (!signed) return { state: 'unreadable' };
  const keys = new Set([...Object.keys(signed), ...Object.keys(own)]) as Set<keyof ChartMetadata>;
  const fields = [...keys].filter(
    (key) => JSON.stringify(signed[key]) !== JSON.stringify(own[key]),
  );
  return fields.length === 0 ? { state: 'same' } : { state: 'differs', fields };
}
