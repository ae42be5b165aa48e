import fc from 'fast-check';

/** Documents of one kind, and what is put into them at random places. */
interface Family {
  seeds: string[];
  fragments: string[];
}

/** What any document may break at. */
const COMMON = [
  ...['\n', '\n\n', ' ', '  ', '\t', '\r', '\r\n', '\n  ', '\n    ', '\n\t'],
  ...[':', ': ', ' :', '- ', '-', '? ', '?', ',', ', ', '[', ']', '{', '}', '"', "'", '#', ' # c'],
  ...['&a ', '*a', '!', '!!str ', '|', '>', '|\n', '>\n', '---', '---\n', '...', '...\n', '%', '@'],
  ...['a', 'b: c', '- d', 'é', '\u0085', '\u2028', '\ufeff', '😀', '~', '\0', '\x07', '<<: '],
];

export const FAMILIES: Record<string, Family> = {
  'quotes and brackets at the left edge': {
    seeds: [
      'a: "b\nc"\nd: e\n',
      "k:\n  a: 'b\n\n   c\nd'\n  e: f\n",
      'a: [b,\nc, d]\ne: {f: g,\nh: i\n}\n',
      'a: {\n"b": c,\n\td: [1\n,2]}\n',
      '- "x\n- y"\n- [z\n]\n',
      'description: "one\ntwo \\\nthree"\nlist: [a, b: c, ? d : e,\n-\n]\n',
      '{a: [b, {c: "d\ne"}], ? f\n: g, h}\n',
    ],
    fragments: [
      '\n"',
      "\n'",
      '\n]',
      '\n}',
      '\n[',
      '\n{',
      '\\\n',
      '?',
      ': ',
      '\n---\n',
      '\n\n',
      ',\n',
    ],
  },
  'marks of documents, and directives': {
    seeds: [
      '---\t\na: b\n',
      '--- \t# c\na: b\n---\nc: [\n',
      '%YAML 1.1\n---\na: b\n',
      '%YAML 1.1\n\t\n# c\n---\t\n- a\n...\n',
      '%TAG !e! tag:yaml.org,2002:\n--- !e!str\n5\n',
      '%TAG ! !x\n%TAG !! tag:yaml.org,2002:\n---\n!!int 5\n',
      '--- >\n a\n b\n... # c\nd\n',
      '--- "a"\n---\tb\n',
      'a\n--- b\n',
      '---\n---\na: b\n',
    ],
    fragments: [
      '---',
      '---\t',
      '...',
      '...\t',
      '%YAML 1.1\n',
      '%YAML 1.2\n',
      '%YAML 01.01',
      '%TAG ',
      '%X\n',
    ],
  },
  'tags, anchors and aliases': {
    seeds: [
      '? !!str k\n: !!int 5\n',
      '!!str k: !x v\n? &a b\n: *a\n',
      '&a a: &b b\n*a : *b\nc: [*a, *b, &c !!str d]\n',
      '- !<tag:yaml.org,2002:int> 7\n- ! 8\n- !!binary aGk=\n- !!null ~\n- !a,b c\n',
      'x: &x {a: 1, b: [2]}\ny: {<<: *x, b: 3}\nz:\n  <<: [*x, {c: 4}]\n',
      '&m\na: &n\n  - &o\n  - !!map {b: c}\n  - *m\n',
      '? &a\n: !!str\n? !!str\n? *a\n',
      'a: !!float 1\nb: !!bool yes\nc: !!timestamp 2001-1-1\nd: !!str\ne: !<x> y\nf: !%41%c3%a9 z\n',
    ],
    fragments: [
      '!!',
      '! ',
      '!<',
      '>',
      '!!int ',
      '!!float ',
      '!!merge ',
      '!%4',
      '&',
      '*',
      '&a:',
      '*b ',
      '<<',
      '? ',
    ],
  },
  'block scalars': {
    seeds: [
      'a: >\n    \n # c\nb: c\n',
      'a: |\n  x\n\n  y\n # c\nb: c\n',
      'a: >-\n\n   x\n  \n\n   y\n    z\n   w\n\n\nb: c\n',
      '- |2\n   x\n  y\n- >+\n\n  z\n\n- |1-\n a\n',
      'a:\n  b: |+\n    x\n\n  c: >\n    \t\n    d\n',
      '|\n x\n',
      '>\n\n \n  x\n y\n',
      'a: | # c\n  x\n   # d\n  \n',
    ],
    fragments: [
      '|',
      '>',
      '|-',
      '>+',
      '|2',
      '|0',
      '>1-',
      '\n\n',
      '\n   ',
      '\n \n',
      ' \t',
      '\n#',
      '\n # c',
      '\u2028',
    ],
  },
  'text behind the first node': {
    seeds: [
      '"a" b\n',
      '[a] b: [\n',
      '{a: b}\nc: d\n',
      'a: b\n--- c\n',
      '- a\nb: c\n',
      "'a'\n'b\n",
      '"a": b\n}\n',
      '*a',
      'a\nb: c\n',
      '[]: x\n',
      '{}: x\ny: z\n',
      '|\n a\nb: \x07\n',
    ],
    fragments: [
      '}',
      ']',
      '\n}',
      '"a"',
      ' b',
      '\nb',
      '\n- b',
      '\0',
      '\n@',
      '\n[',
      ': x',
      '[]',
      '{}',
    ],
  },
  'escapes and line ends in quotes': {
    seeds: [
      'a: "b\rc"\n',
      'a: "b\r\rc\r\nd"\n',
      '"\\x41\\u00e9\\U0001F600\\0\\e\\_\\N\\L\\P"\n',
      'a: "b \\\n  c\\\r\n d\\\r e"\n',
      "a: 'b''c\r\n\r\n d'\n",
      'a: "\\\t\\ \\"\\\'\\\\"\n',
      '"a\u0085b\u2028c\u2029d"\n',
    ],
    fragments: [
      '\r',
      '\\\r',
      '\\',
      '\\x4',
      '\\ud83d',
      '\\ude00',
      '\\U00110000',
      '\\/',
      "''",
      '\\\n\n',
      '"',
      '\\\t',
    ],
  },
  'blanks and tabs at the start of lines': {
    seeds: [
      'a: |\n  \tHello\n',
      'a: |\n\tx\n',
      'a: >\n   \n  \t\n  x\n',
      'a:\n\tb\n',
      'a: b\n \t\nc: d\n',
      'a: b\n\tc\nd: e\n',
      '-\ta\n- b\n',
      '?\ta\n:\tb\n',
      'a:\tb\nc: [\td,\n\te]\n',
      'a: "b\n\tc"\n\t# d\n',
      'a: --\tb\n',
      'x:\n  a: b\n \t\n',
    ],
    fragments: ['\t', '\n\t', '\n \t', ' \t', '\t ', '\n  \t', '-\t', '?\t', ':\t', '\t#', '\t\n'],
  },
  'line separators in plain text': {
    seeds: [
      'a: b\u2028c\n',
      'a: b\u2029c\nd: e\n',
      'a: b\u2028 c\n',
      'a: b\u2028\u2028  c\n',
      'a: |\n  b\u2028  c\u2028d\n',
      'a\u2028: b\n',
      '- a\u0085- b\n',
      '# c\u2028a: b\u2029- c\n',
      'a: b \u2028  c\u0085  d\n',
    ],
    fragments: ['\u2028', '\u2029', '\u0085', '\u2028 ', '\u2028  ', '\u2029\n', '\r'],
  },
  'comments and marks only': {
    seeds: [
      '',
      '\n',
      '# c\n',
      '# c\n...\n',
      '...\n',
      '---\n',
      '---\n...\n',
      '# a\n---\n# b\n',
      ' \n',
      '#',
      '--- # c',
      '\t',
      '\ufeff',
      '# c\n\n...\n---\na: b\n',
    ],
    fragments: ['#', '# c', '\n', '...', '---', ' ', '\t', '\ufeff', '%'],
  },
  'no line break at the end': {
    seeds: [
      'a: |\n  b',
      'a: >\n  b\n  c',
      'a: |+\n  b',
      'a: |-\n  b\n\n',
      'a: >+\n  b\n ',
      'a: |',
      'a: >\n',
      '- |\n x\n  ',
      'a: b # c',
      'a:',
      '- ',
      '"a',
      'a: [b',
      'a: "b"',
      '?',
      'a: &b',
      'a: !!str',
      'a\r',
      'a: |\n  b\r',
    ],
    fragments: ['\n', ' ', '\n ', '\n  ', '\r', '\u2028', '|', '>'],
  },
  'what plain scalars mean': {
    seeds: [
      'a: [0, -0, +1, 0x1F, 0o17, 017, 0b11, 08, 1_000, _1, 18446744073709551615]\n',
      'a: [1.5, .5, 5., 1e3, -1E-3, 1e400, .inf, -.INF, .nan, 1.2.3, 1__0.5, .5_0]\n',
      'a: [yes, No, ON, off, y, N, True, null, ~, NULL, nUll, <<, =]\n',
      'a: [2001-01-01, 2001-1-1T1:2:3Z, 1:30, 0b-1, -0b1, 0x, 0x_1, 1e, .e1, +.inf, -]\n',
      '1: a\n1.0: b\n1.50: c\n0x10: d\ntrue: e\n~: f\n18446744073709551615: g\n-0.0: h\n',
      'a: !!int 0x1F\nb: !!float 5\nc: !!bool yes\nd: !!float 18446744073709551615\ne: !!str 5\n',
      'a: !!timestamp 2001-01-01 10:20:30.5\nb: !!timestamp 2001-1-1t1:2:3+01:00\n',
      'a: !!binary aGnDqQ==\nb: !!binary |\n  aGnD\n  qQ==\nc: !!binary gICAwK8=\n',
    ],
    fragments: [
      '0',
      '1',
      '_',
      '.',
      'e',
      '-',
      '+',
      'x',
      '0b',
      '0o',
      'inf',
      '9',
      '=',
      'A',
      '!!int ',
      '!!float ',
      '!!binary ',
      '!!timestamp ',
      '!!null ',
      '"',
    ],
  },
};

/** Pieces of a length that yaml.v2 reads at once, so that what follows lies in the next one. */
const PADDING = [
  '',
  '',
  '',
  ...[200, 490, 505, 509, 511, 512, 513, 1020, 1100].map((n) => '#'.repeat(n) + '\n'),
];

interface Mutation {
  kind: 'insert' | 'remove' | 'repeat' | 'cut';
  at: number;
  length: number;
  text: string;
}

function mutation(fragments: string[]): fc.Arbitrary<Mutation> {
  return fc.record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant('insert' as const) },
      { weight: 3, arbitrary: fc.constant('remove' as const) },
      fc.constantFrom('repeat' as const, 'cut' as const),
    ),
    at: fc.nat(1_000_000),
    length: fc.integer({ min: 1, max: 4 }),
    text: fc.oneof(fc.constantFrom(...fragments), fc.constantFrom(...COMMON)),
  });
}

function mutate(document: string, { kind, at, length, text }: Mutation): string {
  const from = at % (document.length + 1);
  const end = kind === 'insert' ? from : from + length;
  const part = document.slice(from, from + length);
  const middle = kind === 'insert' ? text : kind === 'repeat' ? part + part : '';
  return document.slice(0, from) + middle + (kind === 'cut' ? '' : document.slice(end));
}

/** Documents of a family, whole and broken, in UTF-8. */
export function documents({ seeds, fragments }: Family): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(mutation(fragments), { maxLength: 4 }),
      fc.constantFrom(...PADDING),
      fc.boolean(),
      fc.constantFrom('', '', '', '\0', '\x07', '\ufeff', '\ufeff\ufeff'),
    )
    .map(([seed, mutations, padding, isBefore, odd]) => {
      const document = mutations.reduce(mutate, seed);
      if (padding === '') return encode(document);
      return encode(isBefore ? padding + odd + document : `${document}\n${padding}${odd}`);
    });
}

const encode = (text: string) => new TextEncoder().encode(text);

const NESTED: Family = {
  seeds: Object.values(FAMILIES).flatMap(({ seeds }) => seeds),
  fragments: Object.values(FAMILIES).flatMap(({ fragments }) => fragments),
};

/** Documents that are in other encodings, or marked as such, or broken in their encoding. */
export const encoded: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    documents(NESTED),
    fc.constantFrom(...(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const)),
    fc.boolean(),
    fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { maxLength: 2 }),
    fc.nat(3),
  )
  .map(([bytes, encoding, marked, broken, cut]) => {
    const text =
      (marked ? '\ufeff' : '') + new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const result = encodeAs(text, encoding);
    for (const [at, byte] of broken) result[at % Math.max(result.length, 1)] = byte;
    return cut === 3 ? result.slice(0, -1) : result;
  });

function encodeAs(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return encode(text);
  const isLittle = encoding.endsWith('le');
  if (encoding.startsWith('utf-16')) {
    const bytes = new Uint8Array(Buffer.from(text, 'utf16le'));
    return isLittle ? bytes : bytes.map((_, i) => bytes[i ^ 1] ?? 0);
  }
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const view = new DataView(new ArrayBuffer(points.length * 4));
  points.forEach((point, i) => view.setUint32(i * 4, point, isLittle));
  return new Uint8Array(view.buffer);
}

/** Two documents cut up and put together: nodes within nodes of all the families. */
export const mixed: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    documents(NESTED),
    documents(NESTED),
    fc.nat(1_000_000),
    fc.constantFrom('', '  ', '- ', '\n'),
  )
  .map(([first, second, at, joint]) => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const text = decoder.decode(first);
    const from = at % (text.length + 1);
    return encode(text.slice(0, from) + joint + decoder.decode(second) + text.slice(from));
  });
