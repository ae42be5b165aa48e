/** The key `/` goes to a box for searching, as on many sites, unless text is being typed. */
export function onSlash(input: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent) => {
    const { key, ctrlKey, altKey, metaKey, target, defaultPrevented } = event;
    if (key !== '/' || ctrlKey || altKey || metaKey || defaultPrevented) return;
    if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]'))
      return;
    event.preventDefault();
    input.focus();
    if (input instanceof HTMLInputElement) input.select();
  };
  addEventListener('keydown', onkeydown);
  return () => removeEventListener('keydown', onkeydown);
}
