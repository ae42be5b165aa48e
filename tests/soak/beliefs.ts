/** What a name stands for: a digest, or nothing. */
export type Meaning = string;
export const NOTHING: Meaning = '';

/**
 * What each name may stand for, as far as a person can know it: one thing after an answer, several
 * after something broke off.
 */
export class Beliefs {
  readonly #known = new Map<string, ReadonlySet<Meaning>>();

  get names(): string[] {
    return [...this.#known.keys()];
  }

  of(name: string): ReadonlySet<Meaning> {
    return this.#known.get(name) ?? new Set([NOTHING]);
  }

  /** Names that certainly stand for something. */
  get held(): string[] {
    return this.names.filter((name) => !this.of(name).has(NOTHING));
  }

  sure(name: string, meaning: Meaning): void {
    this.#known.set(name, new Set([meaning]));
  }

  perhaps(name: string, meaning: Meaning): void {
    this.#known.set(name, new Set([...this.of(name), meaning]));
  }

  /** What is wrong with `found`, where it isn't believed; undefined if it may be. */
  doubt(name: string, found: Meaning): string | undefined {
    const believed = [...this.of(name)];
    if (believed.includes(found)) return undefined;
    const shown = (meaning: Meaning) => meaning || 'nothing';
    return `${name} stands for ${shown(found)} in place of ${believed.map(shown).join(' or ')}`;
  }
}
