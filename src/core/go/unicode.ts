/**
 * Go's `unicode` for single characters: case is changed character by character, never into two
 * (`ß` stays), and white space is what Go takes for it.
 */

const TITLES: Record<string, string> = {
  ...{
    Ǆ: 'ǅ',
    ǅ: 'ǅ',
    ǆ: 'ǅ',
    Ǉ: 'ǈ',
    ǈ: 'ǈ',
    ǉ: 'ǈ',
    Ǌ: 'ǋ',
    ǋ: 'ǋ',
    ǌ: 'ǋ',
    Ǳ: 'ǲ',
    ǲ: 'ǲ',
    ǳ: 'ǲ',
  },
};
/** Greek letters with an iota below, whose capital JavaScript writes as two letters. */
const WITH_IOTA = /[\u1f80-\u1faf\u1fb3\u1fc3\u1ff3]/;

/** Go's `unicode.IsSpace`. */
export const SPACE = String.raw`[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]`;
const LEADING_SPACE = new RegExp(`^${SPACE}+`);
const IS_SPACE = new RegExp(`^${SPACE}$`);

export function isSpace(character: string): boolean {
  return IS_SPACE.test(character);
}

/** `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  // A pattern for trailing blanks would try every run of blanks within the text.
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1] as string)) end--;
  return text.slice(0, end).replace(LEADING_SPACE, '');
}

export function toUpper(character: string): string {
  if (WITH_IOTA.test(character)) return withIota(character);
  return single(character.toUpperCase(), character);
}

export function toLower(character: string): string {
  return character === '\u0130' ? 'i' : single(character.toLowerCase(), character);
}

export function toTitle(character: string): string {
  const isGeorgian = character >= '\u10d0' && character <= '\u10ff';
  return TITLES[character] ?? (isGeorgian ? character : toUpper(character));
}

function withIota(character: string): string {
  const code = character.charCodeAt(0);
  return String.fromCharCode(code < 0x1fb0 ? code | 8 : code + 9);
}

/** The changed character if it is one, else the character itself. */
function single(changed: string, character: string): string {
  return changed.length <= ((changed.codePointAt(0) ?? 0) > 0xffff ? 2 : 1) ? changed : character;
}

export const isUpper = (character: string): boolean => /^\p{Lu}/u.test(character);
export const isLower = (character: string): boolean => /^\p{Ll}/u.test(character);
export const isTitle = (character: string): boolean => /^\p{Lt}/u.test(character);
export const isLetter = (character: string): boolean => /^\p{L}/u.test(character);
export const isDigit = (character: string): boolean => /^\p{Nd}/u.test(character);
export const isNumber = (character: string): boolean => /^\p{N}/u.test(character);
export const isPunctuation = (character: string): boolean => /^\p{P}/u.test(character);
