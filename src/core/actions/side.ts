import { parseListed } from '../dependencies/listed-name.ts';
import { versionOf } from '../oci/reference.ts';
import { compareVersions, isLenientVersion } from '../semver/version.ts';

/** One of two charts that are compared, and where it is. */
export type Side =
  | { at: 'registry'; reference: string }
  | { at: 'library'; name: string }
  /** A version in a chart repository, as `formatListed` writes it. */
  | { at: 'repository'; name: string }
  /** A folder or archive that was chosen in this tab. */
  | { at: 'folder'; name: string };

/** A host may be called so, too; then a port and a path follow. */
const PREFIXED = /^(library|folder):(?!\d+\/)(.+)$/s;

/**
 * Reads a side as an address has it: a reference, `library:<name>`, `folder:<name>`, or the address of
 * a chart repository with chart and version.
 */
export function parseSide(text: string): Side {
  const [, at, name] = PREFIXED.exec(text) ?? [];
  if ((at === 'library' || at === 'folder') && name !== undefined) return { at, name };
  if (parseListed(text)?.version !== undefined) return { at: 'repository', name: text };
  return { at: 'registry', reference: text };
}

/** A side as text, which `parseSide` reads. */
export function formatSide(side: Side): string {
  if (side.at === 'registry') return side.reference;
  return side.at === 'repository' ? side.name : `${side.at}:${side.name}`;
}

/** Two sides as a comparison reads best: of two versions in one repository the lower one first. */
export function lowerFirst(a: string, b: string): [before: string, after: string] {
  const [one, other] = [tagIn(a), tagIn(b)];
  const isDown =
    one?.place === other?.place &&
    [one, other].every((each) => each && isLenientVersion(each.version)) &&
    compareVersions(one?.version ?? '', other?.version ?? '') > 0;
  return isDown ? [b, a] : [a, b];
}

function tagIn(text: string): { place: string; version: string } | undefined {
  const side = parseSide(text);
  if (side.at === 'repository') {
    const { url, chart, version = '' } = parseListed(side.name) ?? {};
    return { place: `${url}#${chart}`, version };
  }
  const colon = text.lastIndexOf(':');
  // A digest or a path of the host's port is no version.
  if (side.at !== 'registry' || colon < text.lastIndexOf('/')) return undefined;
  return { place: text.slice(0, colon), version: versionOf(text.slice(colon + 1)) };
}
