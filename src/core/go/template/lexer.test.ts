import { expect, test } from 'vitest';
import { tokensOf } from './lexer.ts';

// tests/interop/template-parity.test.ts asks Go itself about templates at random.

test.each([
  ['', 'eof:'],
  ['a{{- .b -}} c', 'text:a leftDelim:{{ field:.b rightDelim:}} text:c eof:'],
  ['{{/* a */}}{{- /* b */ -}} ', 'eof:'],
  [
    '{{ $x.y := "}}" }}',
    'leftDelim:{{ space: variable:$x field:.y space: declare::= space: string:"}}" space: rightDelim:}} eof:',
  ],
  ['{{break}}', 'leftDelim:{{ identifier:break rightDelim:}} eof:'],
  [
    '{{(1)|x}}',
    'leftDelim:{{ leftParen:( number:1 rightParen:) pipe:| identifier:x rightDelim:}} eof:',
  ],
  ['{{ "a', 'leftDelim:{{ space: error:unterminated quoted string'],
  ['{{a@}}', "leftDelim:{{ error:bad character U+0040 '@'"],
  ['{{/* a', 'error:unclosed comment'],
  ['{{(}}', 'leftDelim:{{ leftParen:( error:unclosed left paren'],
])('%s', (template, tokens) => {
  const found = tokensOf(template).map(({ type, text }) => `${type}:${text.trim()}`);
  expect(found.join(' ')).toBe(tokens);
});

test('a token has its place in UTF-16 units', () => {
  const tokens = tokensOf('\u{1f600}\n{{ "é" }}');
  expect(tokens.find(({ type }) => type === 'string')).toMatchObject({ at: 6, text: '"é"' });
});

test('comments are given where they are asked for', () => {
  expect(tokensOf('{{- /* a */}}', { comments: true })).toMatchObject([
    { type: 'comment', at: 4, text: '/* a */' },
    { type: 'eof' },
  ]);
});
