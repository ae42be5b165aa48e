/** What Go finds wrong with a regular expression (`regexp/syntax`, ErrorCode), in its own words. */
export type RegExpProblem =
  | 'invalid character class range'
  | 'invalid escape sequence'
  | 'invalid named capture'
  | 'invalid or unsupported Perl syntax'
  | 'invalid nested repetition operator'
  | 'invalid repeat count'
  | 'missing closing ]'
  | 'missing closing )'
  | 'missing argument to repetition operator'
  | 'trailing backslash at end of expression'
  | 'unexpected )'
  | 'expression nests too deeply'
  | 'expression too large';

/** A pattern that Go's `regexp.Compile` refuses; the message is Go's. */
export class RegExpFault extends Error {
  constructor(problem: RegExpProblem, part: string) {
    super(`error parsing regexp: ${problem}: \`${part}\``);
    this.name = 'RegExpFault';
  }
}
