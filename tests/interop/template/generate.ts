/** Templates at random, from the pieces that Go's lexer tells apart. */
import fc from 'fast-check';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const blank = oneOf('', ' ', ' ', '\n', '\t', '\r\n', '  ');
const text = oneOf(
  'a',
  ' \n',
  'x: ',
  '{',
  '}',
  '{ {',
  '\u00e9',
  '\u{1f600}',
  '',
  '\t- ',
  '}}',
  '\ufeff',
);
const number = oneOf(
  ...['0', '1', '-1', '+2', '1.5', '.5', '1.', '0x1F', '0x1p-2', '0b101', '0o17', '1_000'],
  ...['1e3', '1i', '1+2i', '1+2', '1-2i', '0x', '1a', '1\u00e9', '08', '1e', '0xg', '1..2', '--1'],
);
const quoted = oneOf(
  ...[
    '"a"',
    '""',
    '"\\""',
    '"a\\\\"',
    '"\u00e9"',
    '"a\nb"',
    '"a',
    '"\\\n"',
    '`raw`',
    '`a\r\n`',
    '`a\n"b`',
    '`',
  ],
  ...["'a'", "'\\''", "'", "'\n'", "'\\u00e9'", '"\\x41"'],
);
/** Strings with escapes, some of which Go doesn't know. */
const escaped = fc
  .array(
    oneOf(
      ...[
        'a',
        '\u00e9',
        '\\\\',
        '\\"',
        "\\'",
        '\\n',
        '\\a',
        '\\v',
        '\\z',
        '\\x41',
        '\\xff',
        '\\x4',
      ],
      ...[
        '\\u00e9',
        '\\ud800',
        '\\U0001f600',
        '\\U00110000',
        '\\101',
        '\\377',
        '\\400',
        '\\18',
        '\u4e16',
      ],
      ...['\\xe4\\xb8\\x96', '\\xc3', '\\u12', '\r', "'", '\u{1f600}'],
    ),
    { maxLength: 4 },
  )
  .map((parts) => `"${parts.join('')}"`);
const word = oneOf(
  ...['if', 'else', 'end', 'range', 'with', 'define', 'block', 'template', 'nil', 'break'],
  ...[
    'continue',
    'true',
    'false',
    'include',
    'x',
    '_a1',
    '\u00e9t\u00e9',
    '\u4e16',
    'a-b',
    'x2',
    'ifx',
  ],
);
const name = oneOf(
  ...[
    '.',
    '.Values',
    '.Values.a',
    '$',
    '$x',
    '$.Files.Get',
    '.a.b',
    '$x.y',
    '.\u00e9',
    '..',
    '.-',
    '$-',
  ],
  ...['.a}', '$x=', '.1', '.a1'],
);
const sign = oneOf(
  ...[
    '=',
    ':=',
    ':',
    '|',
    ',',
    '(',
    ')',
    '(',
    ')',
    '+',
    '-',
    '*',
    '/',
    '!',
    '@',
    '#',
    '\\',
    '%',
    '^',
  ],
  ...['\u0001', '\u007f', '\u00a0', '\u2028', '\u{1f600}', '\ufffd', '\u0661', '}', '{'],
);
const argument = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 3, arbitrary: name },
  { weight: 2, arbitrary: quoted },
  { weight: 2, arbitrary: escaped },
  { weight: 2, arbitrary: number },
  { weight: 1, arbitrary: sign },
);
const left = fc.oneof(
  { weight: 4, arbitrary: oneOf('{{', '{{ ', '{{- ') },
  oneOf('{{-', '{{-\n', '{{--', '{{{', '{{ - '),
);
const right = fc.oneof(
  { weight: 4, arbitrary: oneOf('}}', ' }}', ' -}}') },
  oneOf('-}}', '\n-}}', ' - }}', '}', '', '  -}}', ' --}}'),
);
const action = fc
  .tuple(left, fc.array(fc.tuple(argument, blank), { maxLength: 5 }), right)
  .map(([open, items, close]) => `${open}${items.map((pair) => pair.join('')).join('')}${close}`);
const comment = fc
  .tuple(
    oneOf('{{', '{{- ', '{{-', '{{ '),
    oneOf('/**/', '/* a }} */', '/* a\n*/', '/*', '/*/', '/* {{ */ ', '/* a */ x'),
    oneOf('}}', ' -}}', ' }}', '\n-}}', ''),
  )
  .map((parts) => parts.join(''));

export const pieces = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: text },
      { weight: 5, arbitrary: action },
      { weight: 1, arbitrary: comment },
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(''));
