import { isLetter } from '../platform/keys.ts';
import { router } from './Router.svelte.ts';

/** The second key of those that go to a page, and its address; `text/shortcuts.ts` has all in words. */
const PLACES: Record<string, string> = {
  p: '#/publish',
  u: '#/pull',
  l: '#/library',
  r: '#/registries',
};

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
