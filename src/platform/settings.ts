/** A value kept across visits; undefined if the browser stores nothing for this page. */
export function readSetting(key: string): string | undefined {
  try {
    return localStorage.getItem(`chartroom.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a value across visits if the browser allows it; the app works without it. What is kept
 * already isn't written again: a write is told to every tab.
 */
export function writeSetting(key: string, value: string): void {
  if (readSetting(key) === value) return;
  try {
    localStorage.setItem(`chartroom.${key}`, value);
  } catch {
    // Storage is disabled or full.
  }
}
