/** The words that a person filters by, in lower case; none is no filter. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a name, in lower case, has every word in it: `argo cd` finds `charts/argocd`. */
export function hasAll(name: string, words: readonly string[]): boolean {
  return words.every((word) => name.includes(word));
}
