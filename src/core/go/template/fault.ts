import { quote } from '../quote.ts';
import { KEYWORDS, type Token } from './token.ts';

/** Why Go can't parse a template. */
export interface TemplateFault {
  /** From 1 on. */
  line: number;
  /** That of the last token that was read, in UTF-16 units from 1 on; Go's errors don't have it. */
  column?: number;
  /** In Go's words. */
  words: string;
}

/** Ends the parsing of a template. */
export class ParseError extends Error {
  readonly fault: TemplateFault;
  constructor(fault: TemplateFault) {
    super(fault.words);
    this.fault = fault;
  }
}

/** Longer tokens are shortened in errors. */
const SHOWN = 10;

/** A token as Go's errors show it (text/template/parse/lex.go, item.String). */
export function shown({ type, text }: Token): string {
  if (type === 'eof') return 'EOF';
  if (type === 'dot' || KEYWORDS.some((keyword) => keyword === type)) return `<${text}>`;
  const characters = Array.from(text);
  return characters.length > SHOWN || new TextEncoder().encode(text).length > SHOWN
    ? `${quote(characters.slice(0, SHOWN).join(''))}...`
    : quote(text);
}
