import type { Attachment } from 'svelte/attachments';

/** Has Escape close what was opened, from anywhere within it; of several the innermost. */
export function onEscape(close: () => void): Attachment<HTMLElement> {
  return (element) => {
    const onkeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      close();
    };
    element.addEventListener('keydown', onkeydown);
    return () => element.removeEventListener('keydown', onkeydown);
  };
}
