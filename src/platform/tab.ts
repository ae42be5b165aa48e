/** A value kept for this tab until it is closed; undefined if there is none. */
export function readTab(key: string): string | undefined {
  try {
    return sessionStorage.getItem(`chartroom.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value for this tab if the browser allows it; undefined removes it. */
export function writeTab(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(`chartroom.${key}`);
    else sessionStorage.setItem(`chartroom.${key}`, value);
  } catch {
    // Storage is disabled: the value lasts only as long as the page is open.
  }
}
