import { copyText, selectText } from '../../../platform/clipboard.ts';
import { announce } from '../../../state/announcer.svelte.ts';

const WHILE_MS = 2000;

/** A button that copies a block of code as it is shown: with its unseen characters as signs. */
export function copyButton(code: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link small copy';
  button.textContent = 'Copy';
  button.addEventListener('click', () => void copy(button, code));
  return button;
}

async function copy(button: HTMLButtonElement, code: HTMLElement): Promise<void> {
  const done = await copyText(code.textContent ?? '');
  if (!done) selectText(code);
  const words = done ? 'Copied' : 'Selected: copy it with the keyboard';
  announce(words);
  button.textContent = words;
  setTimeout(() => (button.textContent = 'Copy'), WHILE_MS);
}
