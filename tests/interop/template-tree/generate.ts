/** Templates at random that mostly parse: actions of every kind within each other, some broken. */
import fc from 'fast-check';

/** The functions that there are. */
export const FUNCTIONS = ['include', 'printf', 'eq', 'x'];

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

const literal = oneOf(
  ...[
    '1',
    '-2',
    '0x1F',
    '0b11',
    '0o17',
    '017',
    '08',
    '1_000',
    '1.5',
    '1e3',
    '.5e-2',
    '0x1p4',
    '+3',
  ],
  ...['9223372036854775807', '9223372036854775808', '18446744073709551616', '1e400', '1__0', '-0'],
  ...[
    "'a'",
    "'\\n'",
    "'é'",
    "'ab'",
    "'\\x41'",
    "'\\q'",
    "'\\''",
    '1.0',
    '1e20',
    '-9223372036854775808',
  ],
  ...[
    '"a"',
    '"a\\n"',
    '"\\q"',
    '`a\n`',
    '""',
    'true',
    'false',
    'nil',
    '.',
    '"a long string of letters"',
  ],
);
const term = oneOf(
  ...['.a', '.a.b', '$', '$x', '$x.a', '$.a', '$y', 'include', 'printf', 'x', 'eq', 'unknown'],
  ...['break', 'end', '=', ',', '@', '(x).a', '(.a).b.c', '"a".b', '1.a', '.a.', 'x.y', 'nil.a'],
);
const { pipeline } = fc.letrec<{ operand: string; command: string; pipeline: string }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: literal },
    { weight: 4, arbitrary: term },
    { weight: 1, arbitrary: tie('pipeline').map((inner) => `(${inner})`) },
  ),
  command: fc.array(tie('operand'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' ')),
  pipeline: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((all) => all.join(' | ')),
}));
const declared = fc
  .tuple(oneOf('', '', '', '$x := ', '$x = ', '$i, $x := ', '$x, ', '$x,$y, $z := '), pipeline)
  .map((parts) => parts.join(''));
const name = oneOf('"a"', '"b"', '`c`', '"\\q"', 'x');

export const template = fc.letrec<{ node: string; list: string }>((tie) => ({
  list: fc.array(tie('node'), { maxLength: 4 }).map((all) => all.join('')),
  node: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: oneOf('a', '\n', ' ', 'x: é\n', '{{/* c */}}', '{{- ', '}}') },
    { weight: 5, arbitrary: declared.map((pipe) => `{{ ${pipe} }}`) },
    { weight: 2, arbitrary: oneOf('{{end}}', '{{else}}', '{{break}}', '{{continue}}', '{{') },
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          oneOf('if', 'range', 'with'),
          declared,
          tie('list'),
          oneOf('', 'else', 'else if'),
          pipeline,
          tie('list'),
        )
        .map(([word, pipe, list, other, more, rest]) => {
          const chain = other === 'else if' ? ` ${other.replace('if', word)} ${more} ` : other;
          return `{{${word} ${pipe}}}${list}${other && `{{${chain}}}${rest}`}{{- end }}`;
        }),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(oneOf('define', 'block', 'define'), name, pipeline, tie('list'))
        .map(
          ([word, name, pipe, list]) =>
            `{{${word} ${name}${word === 'block' ? ` ${pipe}` : ''}}}${list}{{end}}`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(name, oneOf('', ' .', ' x')).map((all) => `{{template ${all.join('')}}}`),
    },
  ),
})).list;
