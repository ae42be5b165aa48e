/** A longer name is cut: nobody writes a link to it. */
const LONGEST = 200;
/** What is left out of a heading's name; Ruby's `[^\p{Word}\- ]`, as GitHub has it. */
const LEFT_OUT = /[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]/gu;

/** Gives headings the names by which links refer to them: GitHub's, `-1` after a name that was given. */
export class Slugs {
  readonly #given = new Map<string, number>();

  /** The name of the next heading with this text. */
  next(heading: string): string {
    const plain = heading.trim().toLowerCase().replace(LEFT_OUT, '').replaceAll(' ', '-');
    const name = plain.slice(0, LONGEST);
    let count = this.#given.get(name);
    let free = name;
    while (count !== undefined && this.#given.has(free)) free = `${name}-${++count}`;
    if (count !== undefined) this.#given.set(name, count);
    this.#given.set(free, 0);
    return free;
  }
}
