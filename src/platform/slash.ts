import { isLetter } from './keys.ts';

/** Has the key `/` go to a box for searching or filtering, as on many sites. */
export function onSlash(box: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent) => {
    if (!isLetter(event, '/')) return;
    event.preventDefault();
    box.focus();
    if (box instanceof HTMLInputElement) box.select();
  };
  addEventListener('keydown', onkeydown);
  return () => removeEventListener('keydown', onkeydown);
}
