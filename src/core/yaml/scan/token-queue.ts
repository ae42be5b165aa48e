import type { Token } from './tokens.ts';

/** The tokens that were scanned and not yet passed; all of a text are numbered from 0. */
export class TokenQueue {
  #tokens: Token[] = [];
  /** The index of the first token that wasn't passed. */
  #head = 0;
  /** The number of that token. */
  #first = 0;

  get isEmpty(): boolean {
    return this.#head === this.#tokens.length;
  }

  /** The number of the first token. */
  get first(): number {
    return this.#first;
  }

  /** The number that the next token will have. */
  get next(): number {
    return this.#first + this.#tokens.length - this.#head;
  }

  add(token: Token): void {
    this.#tokens.push(token);
  }

  /** Puts a token before the one of that number; at the end if that one has been passed. */
  insert(token: Token, number = -1): void {
    const at = number - this.#first;
    if (at < 0) this.add(token);
    else this.#tokens.splice(this.#head + at, 0, token);
  }

  peek(): Token {
    return this.#tokens[this.#head] as Token;
  }

  pass(): void {
    this.#head++;
    this.#first++;
    if (!this.isEmpty) return;
    this.#tokens = [];
    this.#head = 0;
  }
}
