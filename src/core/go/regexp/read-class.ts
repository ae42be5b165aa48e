import { CharClass } from './char-class.ts';
import { RegExpFault } from './fault.ts';
import { PERL_GROUPS, POSIX_GROUPS, unicodeProperty } from './groups.ts';
import type { Reader } from './reader.ts';

/** Reads a class in brackets (`parseClass`), and writes it for JavaScript. */
export function readClass(reader: Reader, foldsCase: boolean): string {
  const start = reader.at++;
  const isNegated = reader.match(/\^/y) !== null;
  const set = new CharClass(foldsCase);
  // A closing bracket at the beginning is a member.
  for (let isFirst = true; isFirst || reader.peek() !== ']'; isFirst = false) {
    if (!readGroup(reader, set)) readRange(reader, set, reader.pattern.slice(start));
  }
  reader.at++;
  return set.write(isNegated);
}

/** Reads an escape that stands for a set of characters, if there is one. */
export function readSetEscape(reader: Reader, foldsCase: boolean): string | undefined {
  const set = new CharClass(foldsCase);
  return readProperty(reader, set) || readPerlGroup(reader, set) ? set.write() : undefined;
}

/** Reads a part of a class that isn't a character or a range of them, if there is one. */
function readGroup(reader: Reader, set: CharClass): boolean {
  return readPosixGroup(reader, set) || readProperty(reader, set) || readPerlGroup(reader, set);
}

function readPosixGroup(reader: Reader, set: CharClass): boolean {
  const found = reader.match(/\[:([^]*?):\]/y);
  if (!found) return false;
  const [whole, name = ''] = found;
  const isNegated = name.startsWith('^');
  const bare = isNegated ? name.slice(1) : name;
  const group = Object.hasOwn(POSIX_GROUPS, bare) ? POSIX_GROUPS[bare] : undefined;
  if (!group) throw new RegExpFault('invalid character class range', whole);
  set.add(group, isNegated);
  return true;
}

function readPerlGroup(reader: Reader, set: CharClass): boolean {
  const found = reader.match(/\\([dswDSW])/y)?.[1];
  if (!found) return false;
  const letter = found.toLowerCase();
  set.add(PERL_GROUPS[letter] ?? [], letter !== found);
  return true;
}

/** Reads `\pL`, `\p{Greek}` and the like (`parseUnicodeClass`). */
function readProperty(reader: Reader, set: CharClass): boolean {
  const start = reader.at;
  const sign = reader.match(/\\([pP])/y)?.[1];
  if (!sign) return false;
  const invalid = () => new RegExpFault('invalid character class range', reader.since(start));
  const found = reader.match(/\{(\^?)([^}]*)\}|(\^?)(?!\{)([^^])/uy);
  if (!found) {
    // Within braces that don't close is the rest of the pattern; otherwise one character.
    if (reader.peek() === '{') reader.at = reader.pattern.length;
    else if (!reader.isAtEnd) reader.next();
    throw invalid();
  }
  const [, caret, inBraces, , single] = found;
  const property = unicodeProperty(inBraces ?? single ?? '');
  if (!property) throw invalid();
  set.addProperty(property, (sign === 'P') !== (caret === '^'));
  return true;
}

function readRange(reader: Reader, set: CharClass, whole: string): void {
  const start = reader.at;
  const low = readCharacter(reader, whole);
  let high = low;
  // A hyphen before the closing bracket is a member.
  if (reader.match(/-(?!\])(?=[^])/y)) {
    high = readCharacter(reader, whole);
    if (high < low) throw new RegExpFault('invalid character class range', reader.since(start));
  }
  set.add([[low, high]]);
}

function readCharacter(reader: Reader, whole: string): number {
  if (reader.isAtEnd) throw new RegExpFault('missing closing ]', whole);
  return reader.peek() === '\\' ? reader.escape() : reader.next();
}
