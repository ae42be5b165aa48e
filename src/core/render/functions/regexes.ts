/** Regular expressions in templates (sprig's `regex.go`, Go's `regexp`). */
import { GoError } from '../../go/error.ts';
import { quote } from '../../go/quote.ts';
import { compileRegExp, RegExpFault, translateRegExp } from '../../go/regexp.ts';
import { afford, ENTRY, spend } from '../../go/template/budget.ts';
import { fixed } from '../../go/template/function.ts';
import { mapCharacters, TextBuilder } from '../../go/text-builder.ts';
import { GoList, TypedNil, type GoFunction } from '../../go/value.ts';

interface Pattern {
  text: string;
  regExp: RegExp;
  /** The names of the captures, '' for one without. */
  names: readonly string[];
}

export const regexFunctions: Record<string, GoFunction> = {
  mustRegexMatch: fixed(['string', 'string'], (pattern, text) =>
    matchesIn(orFault(pattern, ''), text),
  ),
  ...pair('regexFind', 'mustRegexFind', (compiled) =>
    fixed(['string', 'string'], (pattern, text) => {
      const { regExp } = compiled(pattern);
      regExp.lastIndex = 0;
      return regExp.exec(text)?.[0] ?? '';
    }),
  ),
  ...pair('regexFindAll', 'mustRegexFindAll', (compiled) =>
    fixed(['string', 'string', 'int'], (pattern, text, { value: most }) =>
      texts(matches(compiled(pattern), text, Number(most)).map(([whole]) => whole)),
    ),
  ),
  ...pair('regexReplaceAll', 'mustRegexReplaceAll', (compiled) =>
    fixed(['string', 'string', 'string'], (pattern, text, replacement) => {
      const { regExp, names } = compiled(pattern);
      return replaceAll(regExp, text, (match) => expand(replacement, match, names));
    }),
  ),
  ...pair('regexReplaceAllLiteral', 'mustRegexReplaceAllLiteral', (compiled) =>
    fixed(['string', 'string', 'string'], (pattern, text, replacement) =>
      replaceAll(compiled(pattern).regExp, text, () => replacement),
    ),
  ),
  ...pair('regexSplit', 'mustRegexSplit', (compiled) =>
    fixed(['string', 'string', 'int'], (pattern, text, { value: most }) =>
      split(compiled(pattern), text, Number(most)),
    ),
  ),
  regexMatch: fixed(['string', 'string'], (pattern, text) => {
    try {
      return matchesIn(compile(pattern), text);
    } catch (error) {
      if (error instanceof RegExpFault) return false;
      throw error;
    }
  }),
  regexQuoteMeta: fixed(['string'], (text) =>
    mapCharacters(text, (character) => (SIGN.test(character) ? `\\${character}` : character)),
  ),
};

/** What means something in a pattern. */
const SIGN = /[\\.+*?()|[\]{}^$]/;

/** A function that panics for a bad pattern, and the one that returns an error; the words differ. */
function pair(
  panics: string,
  returns: string,
  make: (compiled: (pattern: string) => Pattern) => GoFunction,
): Record<string, GoFunction> {
  return {
    [panics]: make((text) => orFault(text, `regexp: Compile(${inQuotes(text)}): `)),
    [returns]: make((text) => orFault(text, '')),
  };
}

function orFault(text: string, context: string): Pattern {
  try {
    return compile(text);
  } catch (error) {
    if (!(error instanceof RegExpFault)) throw error;
    throw new GoError(context + error.message);
  }
}

/** Templates use few patterns, but often in loops. */
const known = new Map<string, Pattern>();
const MOST_KNOWN = 200;

function compile(text: string): Pattern {
  const before = known.get(text);
  if (before) return before;
  // Engines need much memory and time for long ones; charts have none of a thousand characters.
  afford(4 * ENTRY * text.length);
  const pattern = { text, regExp: compileRegExp(text, 'g'), names: translateRegExp(text).names };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, pattern);
  return pattern;
}

// eslint-disable-next-line no-control-regex
const NOT_RAW = /[\0-\x08\n-\x1f`\x7f\ufeff\ud800-\udfff]/u;

/** `regexp.quote`: in backquotes where they can hold the text. */
function inQuotes(text: string): string {
  return NOT_RAW.test(text) ? quote(text) : `\`${text}\``;
}

function matchesIn({ regExp }: Pattern, text: string): boolean {
  regExp.lastIndex = 0;
  return regExp.test(text);
}

/** `allMatches`: an empty match right behind another one doesn't count. */
function matches({ regExp }: Pattern, text: string, most: number): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  let at = 0;
  let lastEnd = -1;
  while (at <= text.length && (most < 0 || found.length < most)) {
    regExp.lastIndex = at;
    const match = regExp.exec(text);
    if (!match) break;
    const end = match.index + match[0].length;
    const isRepeated = end === at && match.index === lastEnd;
    at = end === at ? at + widthAt(text, at) : end;
    lastEnd = end;
    if (isRepeated) continue;
    spend(4 * ENTRY);
    found.push(match);
  }
  return found;
}

/** How many units the character at a place has; one behind the end. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** `replaceAll`. */
function replaceAll(
  regExp: RegExp,
  text: string,
  replacement: (match: RegExpExecArray) => string,
): string {
  const written = new TextBuilder();
  let lastEnd = 0;
  let at = 0;
  while (at <= text.length) {
    regExp.lastIndex = at;
    const match = regExp.exec(text);
    if (!match) break;
    const end = match.index + match[0].length;
    written.add(text.slice(lastEnd, match.index));
    if (end > lastEnd || match.index === 0) written.add(replacement(match));
    lastEnd = end;
    at = Math.max(at + widthAt(text, at), end);
  }
  written.add(text.slice(lastEnd));
  return written.text();
}

const REFERENCE = /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})?/gu;

/** `Regexp.expand`: `$1`, `${name}`, and `$$` for a dollar sign. */
function expand(template: string, match: RegExpExecArray, names: readonly string[]): string {
  return template.replace(REFERENCE, (_, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    const part = name === undefined ? '$' : referred(name, match, names);
    spend(part.length);
    return part;
  });
}

function referred(name: string, match: RegExpExecArray, names: readonly string[]): string {
  if (/^(?:0|[1-9]\d{0,8})$/.test(name)) return match[Number(name)] ?? '';
  const at = names.findIndex((each, i) => each === name && match[i + 1] !== undefined);
  return at < 0 ? '' : (match[at + 1] as string);
}

/** `Regexp.Split`. */
function split(pattern: Pattern, text: string, most: number): GoList | TypedNil {
  if (most === 0) return new TypedNil('[]string');
  if (pattern.text !== '' && text === '') return new GoList('[]string', ['']);
  const parts: string[] = [];
  let begin = 0;
  let end = 0;
  for (const match of matches(pattern, text, most)) {
    if (most > 0 && parts.length === most - 1) break;
    end = match.index;
    const next = match.index + match[0].length;
    if (next !== 0) parts.push(text.slice(begin, end));
    begin = next;
  }
  if (end !== text.length) parts.push(text.slice(begin));
  return new GoList('[]string', parts);
}

/** Go has a slice that is nil where nothing is found. */
function texts(found: readonly string[]): GoList | TypedNil {
  return found.length === 0 ? new TypedNil('[]string') : new GoList('[]string', [...found]);
}
