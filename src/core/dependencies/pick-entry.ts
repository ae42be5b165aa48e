import { ChartroomError } from '../errors.ts';
import { parseConstraint } from '../semver/constraint.ts';

/** A chart's version in the index of a chart repository. */
export interface IndexEntry {
  version: string;
  /**
   * The addresses of its archive, absolute or relative to the repository's; Helm uses the first.
   */
  urls: string[];
  /** SHA-256 of the archive, in hex; some tools write `sha256:` before it. */
  digest?: string | undefined;
}

/** Picks the version to use (helm `resolver.go`): the highest within the range. */
export function pickEntry<T extends IndexEntry>(
  entries: readonly T[],
  range: string,
): T | undefined {
  const constraint = parseConstraint(range);
  if (!constraint) throw new ChartroomError('version.constraint-invalid', { constraint: range });
  // A version that is spelled the same comes before one that is merely equal (index.go, Get).
  return (
    entries.find(({ version }) => version === range) ??
    entries.find(({ version }) => constraint.accepts(version))
  );
}
