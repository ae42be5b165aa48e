/** Chart.yaml texts of every kind that Helm's reader tells apart. */
import fc from 'fast-check';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);

/** Mostly what Helm takes, now and then what it doesn't. */
const mostly = (good: fc.Arbitrary<string>, ...bad: string[]) =>
  fc.oneof({ weight: 40, arbitrary: good }, oneOf(...bad));

const digits = fc.stringMatching(/^[0-9]{1,12}$/);
const number = fc.oneof(
  digits,
  fc.tuple(oneOf('', '-', '+'), digits).map(([sign, value]) => sign + value),
  fc.tuple(digits, digits).map(([whole, part]) => `${whole}.${part}`),
  fc
    .tuple(digits, digits, oneOf('e', 'E', 'e+', 'e-'), oneOf('0', '3', '7', '21', '99', '400'))
    .map(([whole, part, e, power]) => `${whole}.${part}${e}${power}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.stringMatching(/^0[xX][0-9a-fA-F_]{1,17}$/),
  fc.stringMatching(/^[-+]?0[0-9_oObB]{0,6}$/),
  fc.stringMatching(/^[-+.0-9_eE]{1,7}$/),
  oneOf('9223372036854775807', '9223372036854775808', '-9223372036854775809'),
  oneOf('18446744073709551615', '18446744073709551616', '2097152.25', '1.5e300', '1e400'),
);

const word = fc.oneof(
  ...['y Y yes Yes YES yEs n No off OFF on On true True TRUE tRue false', 'null Null NULL ~ nUll']
    .flatMap((words) => words.split(' '))
    .map((text) => fc.constant(text)),
  oneOf('2020-01-01', '2001-12-14t21:59:43.10-05:00', '1:30', '12:30:45', '1.2.3', 'v1', '<<', '='),
  oneOf('a', 'chart', 'an app', 'a: b', 'a #b', '-', '--', '- a', '? a', '.', '..', '.5.', "it's"),
  oneOf('! 1.0', '!!str 1.0', '!!int 5', '!!int "5"', '!!float 5', '!!bool yes', '!!null ""'),
  oneOf('!!binary aGk=', '!!binary "aMOp"', '!mine 5', '.nAn'),
);

const character = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  oneOf('\u00a0', '\u00ad', '\u200b', '\u061c', '\ue000', '\u0378', '\u{1f600}', '\ufeff', 'é'),
);
const text = fc.array(character, { maxLength: 8 }).map((all) => all.join(''));
const quoted = fc.oneof(
  text.map((value) => JSON.stringify(value)),
  text.map((value) => `'${value.replaceAll("'", "''")}'`),
  oneOf('"\\x41"', '"\\u200b"', '"\\t\\n"', '"\\_\\L\\P"', '"\\e\\0"', '"a\\\n  b"', '""', "''"),
  oneOf('"\\U0001F600"', '">&<"', '"\\u2028"', '"\\x7f\\x80"'),
);
const block = oneOf(
  '|\n  a\n  b',
  '>-\n  a\n  b\n\n  c',
  '|+\n  a\n\n',
  '>\n  a\n   b',
  '\n  a\n  b',
);

const scalar = mostly(
  fc.oneof(
    { weight: 5, arbitrary: number },
    { weight: 4, arbitrary: word },
    { weight: 4, arbitrary: quoted },
  ),
  ...['.inf', '-.Inf', '+.INF', '.nan', '.NAN'],
  ...[
    '!!int x',
    '!!bool 1',
    '!!null x',
    '!!binary "?"',
    '"\\ud800"',
    '"\\q"',
    '"\\/"',
    '[a]',
    '{a: b}',
  ],
);
const list = (item: fc.Arbitrary<string>) =>
  fc.array(item, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`);
const map = (entry: fc.Arbitrary<string>) =>
  fc.array(entry, { maxLength: 3 }).map((entries) => `{${entries.join(', ')}}`);
const entry = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.tuple(key, value).map((pair) => pair.join(': '));
/** A scalar that can be a key: `null` can't. */
const key = fc.oneof(number, quoted, oneOf('a', 'yes', 'on', '2020-01-01', 'a.b/c', '1.10'));
const nothing = oneOf('', '~', 'null', '""');

const textValue = fc.oneof({ weight: 9, arbitrary: scalar }, block, nothing);
const noList = oneOf('', '~', 'null', '[]');
const texts = mostly(fc.oneof({ weight: 6, arbitrary: list(scalar) }, noList), 'a', '{}', '1');
const person = map(entry(oneOf('name', 'email', 'url', 'Name', 'nick'), scalar));
const freeForm = fc.oneof(scalar, list(scalar), map(entry(oneOf('child', 'parent', '1'), scalar)));
const dependency = map(
  fc.oneof(
    entry(oneOf('name', 'alias'), oneOf('dep-b', '"dep-a"')),
    entry(oneOf('name', 'version', 'repository', 'condition', 'alias', 'Version'), scalar),
    entry(oneOf('tags'), texts),
    entry(oneOf('enabled'), mostly(oneOf('true', 'yes', 'off', '~'), '1', '"true"')),
    entry(oneOf('import-values'), list(freeForm)),
  ),
).map((fields) => `{name: dep-a, ${fields.slice(1)}`);

const line = fc.oneof(
  entry(
    oneOf('home', 'description', 'icon', 'condition', 'tags', 'appVersion', 'kubeVersion'),
    textValue,
  ),
  entry(oneOf('HOME', 'Description', 'AppVersion', 'appversion', 'hoſme'), textValue),
  entry(oneOf('sources', 'keywords', 'Keywordſ'), texts),
  entry(oneOf('deprecated'), mostly(oneOf('true', 'no', 'On', '~', ''), '"true"', '1', '0')),
  entry(oneOf('maintainers'), mostly(fc.oneof(list(person), noList), '[a]', '[~]', 'a', '{}')),
  entry(oneOf('annotations'), map(entry(mostly(key, '~', '18446744073709551615'), scalar))),
  entry(
    oneOf('dependencies'),
    mostly(
      dependency.map((one) => `[${one}]`),
      '[{name: dep-a}, {name: dep-a}]',
      '[~]',
    ),
  ),
  entry(oneOf('dependencies'), list(dependency)),
  entry(oneOf('type'), mostly(oneOf('application', '"library"', '', '~', '""'), 'chart', '1')),
  entry(
    oneOf('version'),
    mostly(oneOf('1.2.3', 'v1.2', '1.10', '01', '1.2.3-rc.1+b', '0x10', '5.'), 'a', '1e7', '~'),
  ),
  entry(oneOf('apiVersion'), oneOf('v1', 'v2', '"v2"', '', '~', 'v1')),
  entry(oneOf('unknown', '&a x', '"quoted"', "'single'"), textValue),
  textValue.map((value) => `? key\n: ${value}`),
  oneOf(
    '# a comment',
    '',
    '  ',
    'x: &x {home: h, icon: 1.50}',
    '<<: {tags: 1.0}',
    '<<: [{icon: i}]',
  ),
  oneOf('x: &x {home: h}\n<<: *x', 'keywords: &k [1, 2.50]\nsources: *k'),
);

/** Chart.yaml of a chart called `name`, most of them well-formed. */
export function chartYaml(name: string): fc.Arbitrary<string> {
  return fc
    .record({
      head: mostly(
        oneOf('', '', '', '---\n', '# comment\n', '\ufeff', '%YAML 1.1\n---\n'),
        '%YAML 1.2\n---\n',
      ),
      api: oneOf('apiVersion: v2\n', 'apiVersion: v2\n', 'apiVersion: v1\n', ''),
      lines: fc.array(line, { maxLength: 6 }),
      tail: oneOf('', '', '', '', '...\n[', '---\nname: [\n'),
      eol: oneOf('\n', '\n', '\n', '\r\n', '\r'),
    })
    .map(({ head, api, lines, tail, eol }) =>
      `${head}${api}name: ${name}\nversion: 1.2.3\n${lines.join('\n')}\n${tail}`.replaceAll(
        '\n',
        eol,
      ),
    );
}

/** Chart.yaml with characters put in, taken out and exchanged: is it YAML still? */
export function brokenChartYaml(name: string): fc.Arbitrary<string> {
  const special = oneOf(
    ...' \n\t:-?,[]{}#&*!|>\'"%@`~<=\\.0aé',
    '\n  ',
    '\n- ',
    ': ',
    ' #',
    '---',
    '...',
  );
  const edit = fc.record({
    at: fc.noBias(fc.nat(999)),
    cut: fc.nat(1),
    put: special,
  });
  return fc
    .tuple(chartYaml(name), fc.array(edit, { minLength: 1, maxLength: 1 }))
    .map(([text, edits]) =>
      edits.reduce((before, { at, cut, put }) => {
        const offset = Math.floor((at / 1000) * before.length);
        return before.slice(0, offset) + put + before.slice(offset + cut);
      }, text),
    );
}
