/** A key, or two one after the other, and what they do. */
export interface Shortcut {
  keys: readonly string[];
  does: string;
}

/** All of them; those of a single page work where they have something to do. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['?'], does: 'Show this page' },
  { keys: ['g', 'p'], does: 'Go to Publish' },
  { keys: ['g', 'u'], does: 'Go to Pull' },
  { keys: ['g', 'l'], does: 'Go to Library' },
  { keys: ['g', 'r'], does: 'Go to Registries' },
  { keys: ['/'], does: 'Go to the box that searches or filters' },
  { keys: ['r'], does: 'Publish: read the folder again' },
  { keys: ['n'], does: 'Compare: next change' },
  { keys: ['p'], does: 'Compare: previous change' },
  { keys: ['Esc'], does: 'Close what was opened' },
];
