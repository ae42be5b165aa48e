import { isLetter } from '../platform/keys.ts';
import { router } from './Router.svelte.ts';

/** A key, or two one after the other, and what they do. */
export interface Shortcut {
  keys: readonly string[];
  does: string;
}

/** The second key of those that go to a page, and its address. */
const PLACES: Record<string, string> = {
  p: '#/publish',
  u: '#/pull',
  l: '#/library',
  r: '#/registries',
};

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

/** After `g`, how long the second key may take, in milliseconds. */
const PATIENCE = 1500;

/** Listens for the keys that work on every page. Returns what ends it. */
export function listenForShortcuts(): () => void {
  let begun = -Infinity;
  const onkeydown = (event: KeyboardEvent) => {
    const since = event.timeStamp - begun;
    begun = isLetter(event, 'g') ? event.timeStamp : -Infinity;
    const place = since < PATIENCE ? PLACES[event.key] : undefined;
    const href = isLetter(event, '?') ? '#/keys' : place;
    if (href === undefined || !isLetter(event, event.key)) return;
    // Before the page has a say: it may know the second key by itself.
    event.preventDefault();
    router.go(href);
  };
  addEventListener('keydown', onkeydown, { capture: true });
  return () => removeEventListener('keydown', onkeydown, { capture: true });
}
