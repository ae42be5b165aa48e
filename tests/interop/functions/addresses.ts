/** Arguments that are URLs, their parts, TOML, and what is encrypted. */
import fc from 'fast-check';
import { type Arg, of, oneOf, number } from './arguments.ts';

const urlPart = oneOf(
  ...[
    'http',
    'https',
    'oci',
    '://',
    ':',
    '//',
    '/',
    'example.com',
    'localhost',
    ':8080',
    ':x',
    '@',
    'user',
    'pa%20ss',
  ],
  ...[
    '?',
    'a=b&c',
    '#',
    'frag',
    '%41',
    '%zz',
    'path',
    '..',
    ' ',
    'é',
    '[::1]',
    '[',
    ';',
    ',',
    '%',
    '<',
    '+',
    '*',
  ],
);
const address = fc
  .tuple(
    oneOf('https://', 'http://u:p@', '//', '', 'mailto:'),
    oneOf('example.com', 'h:80', '[::1]:5', ''),
    oneOf('/a/b', '', '/a%20b', '/é', 'x'),
    oneOf('', '?q=1', '?q=1&é', '?'),
    oneOf('', '#f', '#%41'),
  )
  .map((parts) => parts.join(''));
export const url: Arg = fc
  .oneof(
    address,
    fc.array(urlPart, { maxLength: 7 }).map((parts) => parts.join('')),
  )
  .map(of('string'));
const urlText = oneOf(
  '',
  'https',
  'example.com:80',
  '/a b',
  'a:b',
  'x?y',
  'é',
  'u:p@',
  'q=1&r',
  '#',
  'u',
);
export const urlParts: Arg = fc
  .dictionary(
    oneOf('scheme', 'host', 'path', 'query', 'opaque', 'fragment', 'userinfo', 'hostname'),
    fc.oneof({ weight: 9, arbitrary: urlText.map(of('string')) }, number),
    { maxKeys: 6 },
  )
  .map(of('map'));
export const key: Arg = oneOf('', 'secret', 'x'.repeat(40)).map(of('string'));
export const encrypted: Arg = fc
  .oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.uint8Array({ minLength: 48, maxLength: 48 }),
  )
  .map((bytes) => ({ string: Buffer.from(bytes).toString('base64') }));

const tomlLine = oneOf(
  ...[
    'a = 1',
    'b = "x"',
    "c = 'y'",
    'd = [1, 2.5, "z"]',
    'e = {f = 1, g.h = true}',
    '[t]',
    '[t.u]',
    '[[l]]',
  ],
  ...[
    'i = 0x1F',
    'j = 1_000',
    'k = -inf',
    'm = """\nlong\n"""',
    '# comment',
    'n.o = 1',
    '"p q" = 2',
    '',
  ],
  ...[
    'r = 2024-01-02T03:04:05Z',
    's = "\\u00e9"',
    'v = 1e3',
    'w = false',
    '[x."y.z"]',
    "a1 = '''raw'''",
  ],
);
export const tomlText: Arg = fc
  .uniqueArray(tomlLine, { maxLength: 8 })
  .map((lines) => ({ string: lines.join('\n') }));
