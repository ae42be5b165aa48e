/** What hostile templates are put together of. */
import type { Random } from '../faults/random.ts';

export const HUGE = ['1000000000', '100000000', '10000000000000', '20000000'] as const;
export const TEXTS = [
  'x',
  'a ',
  'é',
  '\\n',
  'ab\\n',
  '日',
  'a=b&',
  '<&>',
  '\\\\',
  '{{ . }}',
  '[',
  '{a: ',
] as const;

/** Functions that make much of a text. */
export const OF_TEXT = [
  ...['upper', 'lower', 'title', 'untitle', 'swapcase', 'snakecase', 'camelcase', 'kebabcase'],
  ...['nospace', 'initials', 'quote', 'squote', 'trim', 'b64enc', 'b32enc', 'b64dec', 'b32dec'],
  ...['sha1sum', 'sha256sum', 'sha512sum', 'adler32sum', 'toYaml', 'toJson', 'toPrettyJson'],
  ...['toRawJson', 'toToml', 'toYamlPretty', 'fromYaml', 'fromYamlArray', 'fromJson'],
  ...['fromJsonArray', 'fromToml', 'html', 'js', 'urlquery', 'shuffle', 'regexQuoteMeta', 'len'],
  ...[
    'wrap 1',
    'wrapWith 1 "\\n"',
    'indent 40',
    'nindent 40',
    'trunc -5',
    'substr 1 -1',
    'abbrev 9',
  ],
  ...[
    'replace "a" "bb"',
    'replace "" "cc"',
    'splitList ""',
    'split "a"',
    'splitn "" 9',
    'trimAll "a x"',
  ],
  ...[
    'trimSuffix "x"',
    'trimPrefix "a"',
    'cat "a"',
    'print 1',
    'printf "%q"',
    'printf "%x"',
    'printf "%+q"',
  ],
  ...['printf "%200000s"', 'printf "% x"', 'regexReplaceAll "." ', 'regexFindAll "." '].slice(0, 3),
  ...[
    'base',
    'dir',
    'clean',
    'ext',
    'osBase',
    'osClean',
    'urlParse',
    'toDate "2006"',
    'atoi',
    'float64',
  ],
  ...[
    'hasPrefix "a"',
    'contains "b"',
    'derivePassword 1 "long" "p" "u"',
    'htpasswd "u"',
    'bcrypt',
    'encryptAES "k"',
  ],
  ...[
    'semver',
    'semverCompare ">1"',
    'duration',
    'toString',
    'toStrings',
    'list',
    'dict',
    'empty',
    'tpl',
  ],
] as const;
/** Functions that make much of a list. */
export const OF_LIST = [
  ...[
    'toYaml',
    'toJson',
    'toPrettyJson',
    'toYamlPretty',
    'toToml',
    'join ","',
    'join "xxxxxxxx"',
    'uniq',
    'reverse',
  ],
  ...[
    'sortAlpha',
    'compact',
    'first',
    'last',
    'rest',
    'initial',
    'len',
    'toStrings',
    'quote',
    'print',
  ],
  ...[
    'printf "%v"',
    'printf "%#v"',
    'printf "%T"',
    'chunk 1',
    'has 5',
    'without 5',
    'deepCopy',
    'concat',
    'slice',
  ],
] as const;

export function times(random: Random): string {
  return random.pick(['10', '100', '3000', '100000', '1000000', '30000000']);
}

export function chained(random: Random, functions: readonly string[], count: number): string {
  return Array.from({ length: count }, () => functions[random.below(functions.length)]).join(' | ');
}

/** A nested quantifier, at which engines that backtrack take exponential time. */
export function backtracking(random: Random): string {
  const inner = random.pick([
    'a+',
    'a*',
    '(?:a|a)',
    'a?',
    '(?:a|aa)',
    '\\\\w+',
    '[a-z]*',
    '(?:.|a)',
    '.*',
  ]);
  const outer = random.pick(['+', '*', '{10,30}', '+?']);
  return `(${inner})${outer}${random.pick(['b', '$', 'c$', '[^a]', '(${inner})*b']).replace('${inner}', inner)}`;
}
