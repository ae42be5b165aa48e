/** Kinds of inputs in which letters are not text. */
const NOT_TYPED_IN = ['button', 'checkbox', 'file', 'radio', 'submit'];

/**
 * Whether a key that was pressed is this single letter, meant for the page: not while text is typed
 * or chosen from a list, and not as a part of a shortcut of the browser.
 */
export function isLetter(event: KeyboardEvent, letter: string): boolean {
  if (event.key !== letter || event.defaultPrevented || event.repeat) return false;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  if (target instanceof HTMLInputElement) return NOT_TYPED_IN.includes(target.type);
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return false;
  return !(target instanceof HTMLElement && target.isContentEditable);
}
