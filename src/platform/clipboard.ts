/**
 * Copies `text`. The clipboard API exists on secure pages only; elsewhere the deprecated command
 * copies the selection of a temporary field. Returns false if neither works.
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
  // Deprecated, but the only way on a page that is served over plain http.
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/** Selects all of an element, for the person to copy by hand. */
export function selectText(element: Element): void {
  getSelection()?.selectAllChildren(element);
}
