import { MAX_ARCHIVE_SIZE, MAX_CHART_SIZE, MAX_PROVENANCE_SIZE } from '../chart/limits.ts';
import { ChartroomError } from '../errors.ts';
import type { StoredChart } from './recognise.ts';

/** The largest metadata of a chart in two layers: what a registry must take of a manifest, too. */
const MAX_METADATA_SIZE = 4 * 1024 * 1024;

/**
 * Refuses a chart that its descriptors say is too large to be read, before any of it is fetched.
 * The archive's limit is Helm's (`archive.too-large`), the others are ours.
 */
export function refuseTooLarge(stored: StoredChart): void {
  const archive = stored.kind === 'whole' ? stored.chart : stored.content;
  if (archive.size > MAX_ARCHIVE_SIZE) {
    throw new ChartroomError('archive.too-large', { limit: MAX_CHART_SIZE });
  }
  if (stored.kind === 'split' && stored.meta.size > MAX_METADATA_SIZE) {
    const { digest: name } = stored.meta;
    throw new ChartroomError('content.too-large', { name, limit: MAX_METADATA_SIZE });
  }
  if (stored.kind === 'whole' && (stored.provenance?.size ?? 0) > MAX_PROVENANCE_SIZE) {
    throw new ChartroomError('provenance.invalid', { reason: 'too-large' });
  }
}
