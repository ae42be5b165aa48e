/** Regular expressions of Go's, and texts to hold against them. */
import fc from 'fast-check';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const LETTERS = [
  'a',
  'b',
  'K',
  's',
  '1',
  '_',
  ' ',
  '\n',
  'é',
  'É',
  'σ',
  'ß',
  '😀',
  '-',
  ':',
  '\u212a',
];
const character = oneOf(...LETTERS);
export const TEXT = fc
  .array(
    oneOf(...LETTERS, ...LETTERS, 'k', 'S', 'ſ', 'ς', '\r', '\v', '\u00a0', '\u2028', ']', '^'),
    {
      maxLength: 8,
    },
  )
  .map((all) => all.join(''));

const escape = oneOf(
  ...['\\d', '\\D', '\\s', '\\S', '\\w', '\\W', '\\n', '\\t', '\\.', '\\-', '\\x41', '\\x{1F600}'],
  ...['\\pL', '\\PL', '\\p{Lu}', '\\P{Lu}', '\\p{^Ll}', '\\p{Greek}', '\\p{letter}', '\\p{Any}'],
  ...['\\p{ASCII}', '\\pN', '\\141', '\\07', '\\_', '\\v', '\\a'],
);
const broken = oneOf(
  ...['\\1', '\\8', '\\x', '\\xg1', '\\x{}', '\\x{110000}', '\\u0041', '\\cA', '\\k', '\\Z', '\\C'],
  ...['\\p', '\\p{', '\\p{Foo}', '\\p{Grek}', '\\pé', '\\é', '[[:foo:]]', '[b-a]', '[', '(', ')'],
  ...['(?=a)', '(?!a)', '(?<=a)', '(?<!a)', '(?>a)', '(?#a)', '(?P=a)', '(?i', '(?i-)', '(?x)'],
  ...['(?P<>a)', '(?P<a-b>a)', '(?<', '**', '++', '{2}{3}', '{1001}', '{2,1}', '{0,2000}', '\\'],
  ...['*', '+', '?', '(?i)*', '(|*)', '{', '}', ']', '{,2}', '{a}', '{1,a}'],
);
const member = fc.oneof(
  { weight: 4, arbitrary: character },
  { weight: 2, arbitrary: escape },
  oneOf(
    'a-z',
    'A-Z',
    '0-9',
    'α-ω',
    '[:alpha:]',
    '[:^alnum:]',
    '[:space:]',
    '[:word:]',
    '-',
    '^',
    '[',
    '&&',
    '~',
  ),
);
const set = fc
  .tuple(oneOf('', '', '^', '^]', ']'), fc.array(member, { minLength: 1, maxLength: 4 }))
  .map(([first, members]) => `[${first}${members.join('')}]`);
const atom = fc.oneof(
  { weight: 8, arbitrary: character },
  { weight: 3, arbitrary: escape },
  { weight: 3, arbitrary: set },
  oneOf('.', '^', '$', '\\b', '\\B', '\\A', '\\z', '\\Qa.b\\E', '\\Q-', '\\E'),
);
const quantifier = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  oneOf('*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}', '{1,2}?', '{0}', '{3}'),
);
const opening = fc.oneof(
  { weight: 3, arbitrary: oneOf('(', '(?:') },
  oneOf('(?i:', '(?s:', '(?m:', '(?U:', '(?i-s:', '(?-i:', '(?P<n>', '(?<m>', '(?is)(', '(?m)(?:'),
);

const { pattern } = fc.letrec<{ pattern: string; branch: string; part: string }>((tie) => ({
  pattern: fc.array(tie('branch'), { minLength: 1, maxLength: 2 }).map((all) => all.join('|')),
  branch: fc.array(tie('part'), { maxLength: 4 }).map((all) => all.join('')),
  part: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.tuple(atom, quantifier).map((both) => both.join('')),
    fc.tuple(atom, quantifier).map((both) => both.join('')),
    fc
      .tuple(opening, tie('pattern'), quantifier)
      .map(([open, inner, times]) => `${open}${inner})${times}`),
  ),
}));

/** Mostly patterns that Go takes; some have something in them that it mostly doesn't. */
export const PATTERN = fc.oneof(
  { weight: 3, arbitrary: pattern },
  { weight: 1, arbitrary: pattern.map((inner) => `(?i)${inner}`) },
  { weight: 1, arbitrary: fc.tuple(pattern, broken, pattern).map((all) => all.join('')) },
);

const nested = (depth: number) => `${'('.repeat(depth)}${')'.repeat(depth)}`;

/** Patterns at the edges of the syntax. */
export const WRITTEN = [
  ...[
    'a(?i)*',
    '(?i)*',
    '\\Q\\E*',
    'a\\Q\\E*',
    'a*\\Q\\E*',
    '(?:)*',
    '^*',
    '$+',
    '\\b?',
    '|*',
    '()',
  ],
  ...[
    '(a{500}){3}',
    '(a{10}){100}',
    '((a{10}){10}){11}',
    '(a{0}){1000}',
    '(a{1000}){0}',
    'a{1000}',
  ],
  ...[
    '(?:a{2,}){501}',
    '(?:a{0,}){1000}',
    nested(999),
    nested(1000),
    'x**',
    'x*?+',
    'x{2}?{3}',
    'x?*',
  ],
  ...[
    '[]a]',
    '[^]a]',
    '[]',
    '[^]',
    '[a-\\d]',
    '[\\d-a]',
    '[a-]',
    '[-a]',
    '[a--]',
    '[+--]',
    '[[:a]',
  ],
  ...[
    '[[:word:]-z]',
    '(?i)[^k]',
    '(?i)[^\\x00-\\x{10FFFF}]',
    '[^\\x00-\\x{10FFFF}]',
    '[[:^ascii:]]',
  ],
  ...[
    '(?i)\\w',
    '(?i)\\W',
    '(?i)[\\W]',
    '(?i)[^\\W]',
    '(?i)\\P{Lu}',
    '(?i)[^\\P{Lu}a]',
    '(?i)\\P{Lu}+',
  ],
  ...[
    '(?i)\\p{Lu}',
    '(?i)\\p{Greek}',
    '(?i)[\\p{Lu}]',
    '\\p{ lu-}',
    '\\p{LC}',
    '\\p{lc}',
    '\\p{^lc}',
  ],
  ...[
    '\\p{Assigned}',
    '\\P{Any}',
    '\\p{Old_Italic}',
    '\\p{Uppercase_Letter}',
    '\\p{ASCII}',
    '\\p{}',
  ],
  ...['(?P<1a>x)', '(?<n>x)(?<n>y)', '(?P<n', '(?P<n>a', '(?<=a)', '(?<!a)', '(?=a)', '(?!a)'],
  ...[
    '(?<',
    '(?P<',
    '(?P',
    '(?',
    '(?-',
    '(?i-s)a',
    '(?-i-s)',
    '(?i-:a)',
    '(?i:a',
    '(?ii)a',
    '(?-)',
  ],
  ...[
    '\\1',
    '\\18',
    '\\08',
    '\\377',
    '\\400',
    '\\x{10FFFF}',
    '\\x{0}',
    '\\x4',
    '\\x',
    '\\x{',
    '\\xé1',
  ],
  ...[
    '(?s).',
    '.',
    '(?m)^a$',
    '(?m)(?:^|b)$',
    '^a$',
    'a$b',
    '(?U)a+',
    '(?U)a+?',
    '(?sU:.*)(.*)',
    '\\z',
    '\\A',
  ],
  ...[
    'a|b|',
    '|',
    '(?i:k)K',
    '(?i)s\\b',
    'é\\b',
    '\\bé',
    '😀{2}',
    '[😀-😂]',
    '\\Q😀\\E+',
    '\\Q\\z\\E',
    '\\Q\\',
  ],
].map((pattern) => ({
  pattern,
  texts: [
    '',
    'a',
    'aa',
    'k',
    'K',
    '\u212a',
    's',
    'ſ',
    'é',
    'Σ',
    'ς',
    '\n',
    'a\nb\r\n',
    '😀😀',
    '\v',
    'ab-1',
  ],
}));
