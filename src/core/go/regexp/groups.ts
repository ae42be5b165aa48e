import type { Range } from './ranges.ts';

const DIGIT: Range = [0x30, 0x39];
const UPPER: Range = [0x41, 0x5a];
const LOWER: Range = [0x61, 0x7a];
const WORD: Range[] = [DIGIT, UPPER, [0x5f, 0x5f], LOWER];

/** What `\d`, `\s` and `\w` stand for, by their letters: ASCII only, and no vertical tab. */
export const PERL_GROUPS: Record<string, readonly Range[]> = {
  d: [DIGIT],
  s: [
    [0x9, 0xa],
    [0xc, 0xd],
    [0x20, 0x20],
  ],
  w: WORD,
};

/** What the names of POSIX stand for, as in `[[:alpha:]]`. */
export const POSIX_GROUPS: Record<string, readonly Range[]> = {
  alnum: [DIGIT, UPPER, LOWER],
  alpha: [UPPER, LOWER],
  ascii: [[0x0, 0x7f]],
  blank: [
    [0x9, 0x9],
    [0x20, 0x20],
  ],
  cntrl: [
    [0x0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: [DIGIT],
  graph: [[0x21, 0x7e]],
  lower: [LOWER],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x9, 0xd],
    [0x20, 0x20],
  ],
  upper: [UPPER],
  word: WORD,
  xdigit: [DIGIT, [0x41, 0x46], [0x61, 0x66]],
};

/** The general categories of Unicode, which JavaScript calls by the same names. */
const CATEGORIES =
  'C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs';

/** Other names of the categories, each with the category before it (`unicode.CategoryAliases`). */
const ALIASES =
  'LC Casedletter Pe Closepunctuation M Combiningmark Pc Connectorpunctuation Cc Control Sc Currencysymbol Pd Dashpunctuation Nd Decimalnumber Me Enclosingmark Pf Finalpunctuation Cf Format Pi Initialpunctuation L Letter Nl Letternumber Zl Lineseparator Ll Lowercaseletter M Mark Sm Mathsymbol Lm Modifierletter Sk Modifiersymbol Mn Nonspacingmark N Number Ps Openpunctuation C Other Lo Otherletter No Othernumber Po Otherpunctuation So Othersymbol Zp Paragraphseparator Co Privateuse P Punctuation Z Separator Zs Spaceseparator Mc Spacingmark Cs Surrogate S Symbol Lt Titlecaseletter Cn Unassigned Lu Uppercaseletter Cc Cntrl Nd Digit P Punct';

/**
 * The scripts of Unicode 15.0 whose name is one word. Go 1.25 and later drops the underscores of
 * what it looks for but not those of its table, so it finds no others.
 */
const SCRIPTS =
  'Adlam Ahom Arabic Armenian Avestan Balinese Bamum Batak Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Carian Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cyrillic Deseret Devanagari Dogra Duployan Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gurmukhi Han Hangul Hanunoo Hatran Hebrew Hiragana Inherited Javanese Kaithi Kannada Katakana Kawi Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Medefaidrin Miao Modi Mongolian Mro Multani Myanmar Nabataean Nandinagari Newa Nko Nushu Ogham Oriya Osage Osmanya Palmyrene Phoenician Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham Sinhala Sogdian Soyombo Sundanese Syriac Tagalog Tagbanwa Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho Yezidi Yi';

/** JavaScript's name of a property by Go's, as `propertyName` writes it. */
const PROPERTIES = new Map([
  ['Any', 'Any'],
  ['Ascii', 'ASCII'],
  ['Assigned', 'Assigned'],
  ['Lc', 'LC'],
  ...CATEGORIES.split(' ').map((name) => [name, name] as const),
  ...SCRIPTS.split(' ').map((name) => [name, `Script=${name}`] as const),
  ...ALIASES.split(' ').flatMap((name, i, all) =>
    i % 2 === 1 ? [[name, all[i - 1] as string] as const] : [],
  ),
]);
PROPERTIES.delete('LC');

/** The property's name in JavaScript for a name in `\p{…}`; undefined if Go knows none. */
export function unicodeProperty(name: string): string | undefined {
  return PROPERTIES.get(propertyName(name));
}

/** Go looks names up with one capital, without underscores, hyphens and blanks (canonicalName). */
function propertyName(name: string): string {
  const letters = name.replace(/[_ -]/g, '');
  const lower = letters.slice(1).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return letters.slice(0, 1).replace(/[a-z]/, (letter) => letter.toUpperCase()) + lower;
}
