import { Parser } from './regexp/parser.ts';

export { RegExpFault } from './regexp/fault.ts';

/** A pattern of Go's, for JavaScript. */
export interface TranslatedRegExp {
  /** The pattern for `new RegExp`, with the flag `u` and, as wanted, `g`, `y` and `d`. */
  source: string;
  /** The names of the captures in their order, '' for one without a name. */
  names: string[];
}

/**
 * Translates a regular expression of Go's (RE2's syntax, as `regexp.Compile` takes it) into one of
 * JavaScript's that matches the same texts; captures keep their numbers. What Go refuses is a
 * `RegExpFault` with Go's message.
 *
 * The translation differs from Go in three things. It may take exponential time where Go's never
 * does. In a repetition whose rounds capture in turn, as in `(?:(a)|b)*`, JavaScript forgets what
 * earlier rounds captured, and it never ends a repetition with a round that matches nothing, as Go
 * does where that comes first, as in `(|a)+`; neither changes whether a text matches. And the
 * properties of characters that are younger than Unicode 15 are the browser's.
 */
export function translateRegExp(pattern: string): TranslatedRegExp {
  return new Parser(pattern).parse();
}

/** The regular expression of Go's that a pattern stands for, as one of JavaScript's. */
export function compileRegExp(pattern: string, flags = ''): RegExp {
  return new RegExp(translateRegExp(pattern).source, `u${flags}`);
}
