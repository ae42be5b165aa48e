/** What takes the focus in a row, the first that there is. */
const FOCUSABLE = ['a[href]', 'button', 'input', 'summary'];
/** In these, arrow keys have a meaning of their own. */
const OWN_KEYS = '[role="tablist"], [role="tree"], [role="listbox"], [role="menu"], [role="grid"]';
const OTHER_INPUT = 'input:not([type="checkbox"])';

/**
 * Whether a key that was pressed there is free to lead to another row: nothing is typed, chosen or
 * scrolled with it, and no part of the row has used it.
 */
export function leadsOn(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement) || target.closest(OWN_KEYS)) return false;
  return FOCUSABLE.some((kind) => target.matches(kind)) && !target.matches(OTHER_INPUT);
}

/** What is in a row of the same kind as `from`; else the first that takes the focus. */
export function likeIn(row: Element | null | undefined, from: Element): HTMLElement | undefined {
  const kinds = [...FOCUSABLE.filter((kind) => from.matches(kind)), ...FOCUSABLE];
  for (const kind of kinds) {
    const like = row?.querySelector<HTMLElement>(kind);
    if (like) return like;
  }
  return undefined;
}

/**
 * To be attached to a list: within its rows the arrow keys, Home and End move the focus to what is
 * of the same kind in another row.
 */
export function rowKeys(list: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || !leadsOn(event)) return;
    const rows = [...list.children];
    const at = rows.findIndex((row) => row.contains(target));
    const ways: Record<string, Element[]> = {
      ArrowDown: rows.slice(at + 1),
      ArrowUp: rows.slice(0, at).reverse(),
      Home: rows.slice(0, at),
      End: rows.slice(at + 1).reverse(),
    };
    const next = ways[event.key]?.map((row) => likeIn(row, target)).find(Boolean);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  list.addEventListener('keydown', onkeydown);
  return () => list.removeEventListener('keydown', onkeydown);
}
