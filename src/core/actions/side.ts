/** One of two charts that are compared, and where it is. */
export type Side =
  | { at: 'registry'; reference: string }
  | { at: 'library'; name: string }
  /** A folder or archive that was chosen in this tab. */
  | { at: 'folder'; name: string };

/** A host may be called so, too; then a port and a path follow. */
const PREFIXED = /^(library|folder):(?!\d+\/)(.+)$/s;

/** Reads a side as an address has it: a reference, `library:<name>`, or `folder:<name>`. */
export function parseSide(text: string): Side {
  const [, at, name] = PREFIXED.exec(text) ?? [];
  if ((at === 'library' || at === 'folder') && name !== undefined) return { at, name };
  return { at: 'registry', reference: text };
}

/** A side as text, which `parseSide` reads. */
export function formatSide(side: Side): string {
  return side.at === 'registry' ? side.reference : `${side.at}:${side.name}`;
}
