/**
 * Copies `text`. The clipboard API exists on secure pages only; elsewhere the old command
 * copies what is selected in a field made for it. False where neither works.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  field.readOnly = true;
  document.body.append(field);
  field.select();
  // Deprecated, and the only way on a page served over plain http.
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/** Selects all of an element, for the person to copy by hand. */
export function selectText(element: Element): void {
  getSelection()?.selectAllChildren(element);
}
