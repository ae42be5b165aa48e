/** A value kept for this tab alone, until it is closed; absent where nothing is kept. */
export function readTab(key: string): string | undefined {
  try {
    return sessionStorage.getItem(`chartroom.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value for this tab, where the browser allows it; undefined forgets it. */
export function writeTab(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(`chartroom.${key}`);
    else sessionStorage.setItem(`chartroom.${key}`, value);
  } catch {
    // Storage is off: it is kept as long as the page is open.
  }
}
