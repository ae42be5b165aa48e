/** A value kept across visits; absent where the browser keeps nothing for this page. */
export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(`chartroom.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value across visits, where the browser allows it: it is a convenience, never needed. */
export function writeSetting(key: string, value: string): void {
  try {
    localStorage.setItem(`chartroom.${key}`, value);
  } catch {
    // Storage is off or full.
  }
}
