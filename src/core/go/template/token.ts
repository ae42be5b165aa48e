/** Words that mean something to Go's templates by themselves (text/template/parse/lex.go, key). */
export const KEYWORDS = [
  ...(['block', 'break', 'continue', 'define', 'else', 'end', 'if'] as const),
  ...(['nil', 'range', 'template', 'with'] as const),
];

export type Keyword = (typeof KEYWORDS)[number];

/** What a token is (text/template/parse/lex.go, itemType). */
export type TokenType =
  | Keyword
  /** `text` is what is wrong, in Go's words; nothing follows. */
  | 'error'
  | 'bool'
  /** A printable ASCII character, such as a comma. */
  | 'char'
  | 'charConstant'
  | 'comment'
  /** A complex constant, `1+2i`; an imaginary one is just a number. */
  | 'complex'
  | 'assign'
  | 'declare'
  /** The cursor, `.`. */
  | 'dot'
  | 'eof'
  /** An identifier that starts with a dot. */
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  /** With its quotes, as `string` has them. */
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  /** A run of blanks between arguments. */
  | 'space'
  | 'string'
  /** What lies outside of actions. */
  | 'text'
  /** `$` or `$name`. */
  | 'variable';

export interface Token {
  type: TokenType;
  /** Where it begins in the template, in UTF-16 units. */
  at: number;
  text: string;
}
