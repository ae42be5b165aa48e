/** Arguments in languages of their own: YAML, JSON, patterns, versions, layouts of times. */
import fc from 'fast-check';
import { type Arg, oneOf, of, value, number } from './arguments.ts';
import type { Described } from './described.ts';

/** Texts beyond the width of a line, in maps and lists. */
const longLine = fc.string({
  unit: oneOf(...'abcdefgh  :-#\'"\n\té\u2028'),
  minLength: 60,
  maxLength: 240,
});
const words = fc
  .array(fc.string({ unit: oneOf(...'abcdefgh'), maxLength: 12 }), { maxLength: 40 })
  .map((all) => all.join(' '));
export const longText: Arg = fc
  .oneof(longLine, words)
  .chain((line) =>
    oneOf<Described>(
      { string: line },
      { list: [{ string: line }] },
      { map: { key: { string: line } } },
      { map: { [line]: { list: [{ map: { a: { string: line } } }] } } },
      { map: { a: { map: { b: { list: [{ string: line }] } } } } },
    ),
  );
const yamlLine = oneOf(
  ...[
    'a: 1',
    'b: [1, 2.5, x]',
    'c: {d: e}',
    '- x',
    '- y: z',
    '  n: 1',
    '  - 2',
    'k: |',
    '  text',
    'l: >-',
  ],
  ...[
    '  folded',
    'm: "q\\n"',
    "o: 'it''s'",
    'p: ~',
    'q: 1e3',
    'r: 0x1F',
    's: yes',
    '# comment',
    '',
  ],
  ...[
    't: : x',
    '\tu: 1',
    'v: [',
    'w: }',
    'x: "open',
    '---',
    '...',
    '? y',
    '{',
    '- - a',
    'z: @x',
    'a: *b',
    'b: &b 1',
  ],
  ...[
    'c: *b',
    '12: x',
    'true: y',
    '.nan: 1',
    'f: .inf',
    'g: 12345678901234567890',
    'h: !!str 5',
    '%TAG',
    '<<: {a: 1}',
  ],
);
export const yamlText: Arg = fc
  .array(yamlLine, { maxLength: 6 })
  .map((lines) => ({ string: lines.join('\n') }));
const jsonPart = oneOf(
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"a"',
    '"b"',
    '1',
    '-0.5e3',
    'true',
    'null',
    ' ',
    '\n',
    '"\\u00e9\\n"',
  ],
  ...['tru', '01', '1.', '"open', '\\', 'é', '1e999', '-', '"\\x"', "'", '\u0001', '\x7f', '😀'],
);
export const jsonText: Arg = fc.oneof(
  fc.json({ maxDepth: 3 }).map(of('string')),
  fc.tuple(fc.json({ maxDepth: 2 }), jsonPart, fc.nat(20)).map(([json, part, at]) => ({
    string: json.slice(0, at) + part + json.slice(at),
  })),
  fc.array(jsonPart, { maxLength: 8 }).map((parts) => ({ string: parts.join('') })),
);

/** Any text of these characters. */
export const base = (characters: string): Arg =>
  fc.string({ unit: oneOf(...characters), maxLength: 20 }).map(of('string'));
export const pattern: Arg = oneOf(
  ...[
    'a',
    'a*',
    '',
    '^a',
    'b$',
    '[a-z]+',
    '(a)(b)?',
    '(?P<x>a)|b',
    '\\d+',
    '.',
    'é',
    '\\s*',
    '[^a-zA-Z0-9-]',
  ],
  ...[
    '(a|ab)(c|bcd)',
    '\\b',
    '(?i)A',
    'x{2,3}',
    '^$',
    '(',
    '[',
    'a**',
    '`(',
    '\\',
    '(?m)^a',
    '\\W',
    '(b+)',
  ],
).map(of('string'));
export const subject: Arg = fc
  .string({ unit: oneOf(...'aabbcx12é \n-A'), maxLength: 16 })
  .map(of('string'));
export const replacement: Arg = oneOf(
  '',
  'X',
  '$1',
  '${1}x',
  '$1x',
  '$$',
  '${x}',
  '$x',
  '$',
  '${',
  '$0-',
  '[$2]',
  '$01',
).map(of('string'));
const versionPart = oneOf(
  '0',
  '1',
  '2',
  '10',
  '01',
  'x',
  '1.2',
  '1.2.3',
  '1.20.0-rc.1',
  '1.2.3+b',
  'v1.2.3',
  '1.2.3-01',
  '',
  'v1.28.3-gke.100',
  '99999999999999999999',
  '1.2.3.4',
  'latest',
);
export const version: Arg = fc
  .oneof(
    versionPart,
    fc.tuple(versionPart, oneOf('.', '-', '+', ''), versionPart).map((all) => all.join('')),
  )
  .map(of('string'));
const comparator = fc
  .tuple(
    oneOf('', '>=', '<', '^', '~', '>', '!=', '=', '>= ', '>>'),
    versionPart,
    oneOf('', '-0', '.x'),
  )
  .map((all) => all.join(''));
export const constraint: Arg = fc
  .array(comparator, { minLength: 1, maxLength: 3 })
  .chain((all) =>
    oneOf(', ', ' ', ' || ', '||', ',', ' - ').map((glue) => ({ string: all.join(glue) })),
  );

const layoutPart = oneOf(
  ...[
    '2006',
    '06',
    '01',
    '1',
    'Jan',
    'January',
    '02',
    '2',
    '_2',
    '002',
    '__2',
    'Mon',
    'Monday',
    '15',
    '3',
    '03',
  ],
  ...[
    '04',
    '4',
    '05',
    '5',
    '.000',
    '.999',
    ',99',
    'PM',
    'pm',
    'MST',
    'Z07:00',
    '-0700',
    '-07:00',
    '-07',
    'Z0700',
  ],
  ...[' ', '-', ':', 'T', '/', '2006-01-02', '15:04:05', 'at', 'é'],
);
export const layout: Arg = fc
  .oneof(
    oneOf('2006-01-02', '2006-01-02T15:04:05Z07:00', 'Mon Jan _2 15:04:05 2006', '20060102150405'),
    fc.array(layoutPart, { maxLength: 7 }).map((parts) => parts.join('')),
  )
  .map(of('string'));
export const time: Arg = fc
  .date({ min: new Date('0001-01-01'), max: new Date('2900-01-01'), noInvalidDate: true })
  .map((value) => ({ 'time.Time': value.toISOString().replace('.000Z', 'Z') }));
/** Since 1975: browsers don't have the names of zones that were before. */
const recent: Arg = fc
  .date({ min: new Date('1975-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  .map((value) => ({ 'time.Time': value.toISOString().replace('.000Z', 'Z') }));
export const date: Arg = fc.oneof(
  recent,
  fc.integer({ min: 2e8, max: 2e9 }).chain((value) =>
    oneOf('int', 'int64', 'int32').map((kind) => ({
      [kind]: String(kind === 'int32' ? value | 0 : value),
    })),
  ),
);
export const zone: Arg = oneOf(
  ...[
    'UTC',
    '',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Asia/Tokyo',
    'America/Sao_Paulo',
  ],
  ...['Australia/Sydney', 'Mars/Phobos', 'Local', 'europe/berlin', 'Europe/London', 'Asia/Dubai'],
).map(of('string'));
export const written: Arg = fc
  .oneof(
    oneOf(
      '2024-02-29',
      '2023-02-29',
      '2024-01-02T03:04:05Z',
      '2024-1-2',
      '20240102030405',
      '',
      'Jan',
      '12',
    ),
    oneOf('Mon Jan  2 15:04:05 2006', '2024-01-02T03:04:05.123+02:00', '2024-13-01', '15:04:05'),
  )
  .map(of('string'));
const durationPart = oneOf(
  '1h',
  '30m',
  '1.5s',
  '-2',
  '5',
  'ms',
  '100us',
  '1d',
  '.5h',
  '+1h',
  '0',
  'h',
  'µs',
  '9999999h',
  '3ns',
);
export const durationText: Arg = fc
  .array(durationPart, { minLength: 1, maxLength: 3 })
  .map((parts) => ({ string: parts.join('') }));
export const span: Arg = fc.oneof(
  durationText,
  number,
  fc.bigInt(-(2n ** 62n), 2n ** 62n).map((value) => ({ 'time.Duration': String(value) })),
  fc.integer({ min: -100_000, max: 100_000 }).map((value) => ({ int64: String(value) })),
  oneOf('2.5', ' 10 ', '1e3', 'NaN', '1e30', '', ' ').map(of('string')),
  value,
);
