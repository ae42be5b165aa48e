import { ChartroomError } from '../errors.ts';
import { parseConstraint } from '../semver/constraint.ts';

/** A chart's version in the index of a chart repository. */
export interface IndexEntry {
  version: string;
  /** Where its archive is, absolute or from the repository's address; Helm takes the first. */
  urls: string[];
  /** SHA-256 of the archive, in hex; some write `sha256:` before it. */
  digest?: string | undefined;
}

/** Picks the version to take (helm `resolver.go`): the highest within the range. */
export function pickEntry(entries: readonly IndexEntry[], range: string): IndexEntry | undefined {
  const constraint = parseConstraint(range);
  if (!constraint) throw new ChartroomError('version.constraint-invalid', { constraint: range });
  // A version by the letter comes before one that is only worth the same (index.go, Get).
  return (
    entries.find(({ version }) => version === range) ??
    entries.find(({ version }) => constraint.accepts(version))
  );
}
