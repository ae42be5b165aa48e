import { ChartroomError } from '../errors.ts';
import type { Digest } from '../digest.ts';
import { readClearSigned, type ClearSigned } from './clear-sign.ts';
import { decodeMetadata, loadMetadata } from '../chart/metadata-read.ts';
import type { ChartMetadata } from '../chart/metadata.ts';
import { decode, type Shape } from '../yaml/decode.ts';
import { parseYaml } from '../yaml/parse.ts';

/** A provenance file (`.prov`), as it was signed. The signature hasn't been verified. */
export interface Provenance extends ClearSigned {
  /** The chart's metadata; undefined if Helm wouldn't load it. */
  metadata: ChartMetadata | undefined;
  /** Digests by file name; usually only the archive's. */
  files: Map<string, string>;
}

/** Whether an archive is the one that a provenance names. */
export type FileHashCheck =
  | { state: 'matches'; name: string }
  | { state: 'differs'; name: string; stated: string; actual: Digest }
  /** Helm looks for the exact name only. */
  | { state: 'not-listed'; name: string; listed: string[] };

/**
 * Reads a provenance file (helm `pkg/provenance/sign.go`): a clear-signed text of the chart's
 * metadata as YAML, a line `...`, and a map `files`. Anything else is `provenance.invalid`.
 */
export function parseProvenance(text: string): Provenance {
  const message = readClearSigned(text);
  const [metadata, sums] = message.plaintext.split('\n...\n');
  if (metadata === undefined || sums === undefined) {
    throw new ChartroomError('provenance.invalid', { reason: 'one-part' });
  }
  return { ...message, metadata: metadataIn(metadata), files: filesIn(sums) };
}

/** Compares as `helm verify` does: the whole digest, under the archive's exact base name. */
export function checkFileHash(
  { files }: Pick<Provenance, 'files'>,
  name: string,
  actual: Digest,
): FileHashCheck {
  const stated = files.get(name);
  if (stated === undefined) return { state: 'not-listed', name, listed: [...files.keys()] };
  return stated === actual
    ? { state: 'matches', name }
    : { state: 'differs', name, stated, actual };
}

/** Helm 4 doesn't even read the metadata, so a fault in it doesn't invalidate the rest. */
function metadataIn(yaml: string): ChartMetadata | undefined {
  try {
    const path = 'Chart.yaml';
    const file = { path, document: parseYaml(yaml, path) };
    return loadMetadata(decodeMetadata(file), file);
  } catch {
    return undefined;
  }
}

function filesIn(yaml: string): Map<string, string> {
  const invalid = (cause?: unknown) =>
    new ChartroomError('provenance.invalid', { reason: 'files' }, { cause });
  try {
    const document = parseYaml(yaml, 'files');
    const { files } = (document && decode(SUMS, document, 'files')) ?? {};
    if (files) return new Map(Object.entries(files));
  } catch (cause) {
    throw invalid(cause);
  }
  throw invalid();
}

/** The second part of a provenance (helm `pkg/provenance/sign.go`, SumCollection). */
const SUMS = {
  struct: { files: { mapOf: 'text' }, images: { mapOf: 'text' } },
} as const satisfies Shape;
