/** Reads the value of a header from its start, part by part. */
export class HeaderReader {
  /** Where the next part begins. */
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next part, if it matches; `pattern` is sticky (`y`). Otherwise null, and nothing is read. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }
}
