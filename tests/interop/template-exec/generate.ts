/** Templates at random that can mostly be executed, and the data for them. */
import fc from 'fast-check';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

export const DATA = {
  n: 3,
  zero: 0,
  big: 12345678,
  part: 0.000001,
  text: 'héllo',
  empty: '',
  yes: true,
  no: false,
  nothing: null,
  map: { b: 2, a: 'x', in: { deep: [1, 'two', null, { k: true }] }, none: null },
  list: [1, 'two', null, { k: 'v' }, [2.5]],
  bare: [],
  void: {},
};

const literal = oneOf(
  ...['1', '-2', '0x1F', '1.5', '1e3', "'a'", '0', '1000000.0', '5', '"a"', '""', '"%d %s"'],
  ...['"x\\ty"', '`é`', 'true', 'false', 'nil', '"text"', '"map"', '"in"', '2', '"<&\'=\\">"'],
);
const field = oneOf(
  ...['.n', '.zero', '.big', '.part', '.text', '.empty', '.yes', '.no', '.nothing', '.map'],
  ...['.map.in.deep', '.map.in', '.list', '.bare', '.void', '.missing', '.missing.more', '.n.x'],
  ...['.map.none.x', '.text.x', '$', '.', '$.n', '$x', '$x.a', '$.map.in.deep', '.k', '.map.a'],
);
const verb = fc
  .tuple(
    oneOf('', '', '', '+', '#', '-', '0', ' ', '#+', '-0', '[1]', '[2]', '*', '[3]*.[2]*[1]'),
    oneOf('', '', '', '5', '8', '.2', '7.3', '.0', '.', '*.*', '5.[1]'),
    oneOf(...'vvvvTTssssqqdddxXobcUOeEfFgGt%yz'.split('')),
  )
  .map((parts) => `%${parts.join('')}`);
const format = fc
  .array(fc.oneof(verb, oneOf('a', ' ', '%', '%!', 'é')), { minLength: 1, maxLength: 3 })
  .map((parts) => JSON.stringify(parts.join('')));

const { pipeline } = fc.letrec<{ operand: string; command: string; pipeline: string }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: literal },
    { weight: 6, arbitrary: field },
    { weight: 1, arbitrary: oneOf('texts', 'labels', 'none') },
    { weight: 2, arbitrary: tie('pipeline').map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: tie('pipeline').map((inner) => `(${inner}).a`) },
  ),
  command: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: tie('operand') },
    {
      weight: 4,
      arbitrary: fc
        .tuple(format, fc.array(tie('operand'), { maxLength: 3 }))
        .map(([text, values]) => ['printf', text, ...values].join(' ')),
    },
    {
      weight: 8,
      arbitrary: fc
        .tuple(
          oneOf(
            ...['print', 'println', 'list', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'and', 'or', 'not'],
            ...['len', 'index', 'slice', 'html', 'js', 'urlquery', 'call', 'long', 'byte', 'half'],
            ...['isSet', 'cut', 'keys', 'items', 'same', 'refuse', 'bytes', 'index', 'slice', 'eq'],
          ),
          fc.array(tie('operand'), { maxLength: 3 }),
        )
        .map(([name, values]) => [name, ...values].join(' ')),
    },
  ),
  pipeline: fc
    .array(tie('command'), { minLength: 1, maxLength: 2 })
    .map((commands) => commands.join(' | ')),
}));

const { body } = fc.letrec<{ node: string; body: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    { weight: 2, arbitrary: oneOf('text', '\n', 'é ') },
    { weight: 6, arbitrary: pipeline.map((inner) => `{{ ${inner} }}`) },
    { weight: 2, arbitrary: pipeline.map((inner) => `{{ $x := ${inner} }}{{ $x }}`) },
    { weight: 1, arbitrary: pipeline.map((inner) => `{{ $x = ${inner} }}`) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(oneOf('if', 'with'), pipeline, tie('body'), tie('body'))
        .map(([kind, inner, a, b]) => `{{ ${kind} ${inner} }}${a}{{ else }}${b}{{ end }}`),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          oneOf('', '$x := ', '$i, $x := ', '$x = ', '$y, $x = '),
          pipeline,
          tie('body'),
          oneOf('', '{{ break }}', '{{ if $.yes }}{{ continue }}{{ end }}'),
          tie('body'),
        )
        .map(
          ([names, inner, a, jump, b]) =>
            `{{ range ${names}${inner} }}[${a}${jump}${b}]{{ else }}none{{ end }}`,
        ),
    },
    { weight: 1, arbitrary: pipeline.map((inner) => `{{ template "own" ${inner} }}`) },
    {
      weight: 1,
      arbitrary: oneOf('{{ template "absent" . }}', '{{ block "own2" .map }}{{ .a }}{{ end }}'),
    },
  ),
  body: fc.array(tie('node'), { maxLength: 2 }).map((nodes) => nodes.join('')),
}));

/** A template that declares `$x` and `$y`, and defines another. */
export const template = fc
  .tuple(body, body)
  .map(
    ([own, main]) =>
      `{{ define "own" }}{{ $x := . }}{{ $y := 1 }}<${own}>{{ end }}{{ $x := 1 }}{{ $y := "y" }}${main}`,
  )
  // A template that calls itself ends only in an error that takes long.
  .filter(
    (text) =>
      text.split('{{ template "own"').length < 3 ||
      !/define.*template "own".*end \}\}\{\{ \$x := 1/s.test(text),
  );
