import { ENTRY, spend } from './budget.ts';
import type { Lexer } from './lexer.ts';
import type { Token } from './token.ts';

/** The tokens of a lexer, of which some can be given back to be read again. */
export class TokenReader {
  readonly #lexer: Lexer;
  /** Those that were given back, the next one last. */
  readonly #pending: Token[] = [];
  /** The last that came from the lexer. */
  last: Token | undefined;

  constructor(lexer: Lexer) {
    this.#lexer = lexer;
  }

  next(): Token {
    const pending = this.#pending.pop();
    if (pending) return pending;
    spend(4 * ENTRY);
    return (this.last = this.#lexer.next());
  }

  nextNonSpace(): Token {
    for (;;) {
      const token = this.next();
      if (token.type !== 'space') return token;
    }
  }

  /** The token that `next` will give. */
  peek(): Token {
    const token = this.next();
    this.giveBack(token);
    return token;
  }

  /** The next token but spaces, which are passed over for good. */
  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.giveBack(token);
    return token;
  }

  /** The last one given back is read first. */
  giveBack(...tokens: Token[]): void {
    this.#pending.push(...tokens);
  }
}
