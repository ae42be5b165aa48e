import { expect, it } from 'vitest';
import { spansOf } from './highlight.ts';

function painted(text: string): string[] {
  return spansOf(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

it('finds keys at the start of lines only', () => {
  expect(painted('image:\n  tag: a:b\n- "name": x\nurl: http://x')).toEqual([
    'key image',
    'key tag',
    'key "name"',
    'key url',
  ]);
});

it('tells a comment from a # inside a word', () => {
  expect(painted('# all\na: b#c # note')).toEqual(['comment # all', 'key a', 'comment # note']);
});

it('takes a template whole, whatever is in it', () => {
  expect(painted('{{- /* a: # b\n c */}}\nn: {{ .Values.x }}')).toEqual([
    'template {{- /* a: # b\n c */}}',
    'key n',
    'template {{ .Values.x }}',
  ]);
});

// Work that is more than proportional to the length would exceed the timeout of a test.
it.each([
  [' ', 0],
  ['- ', 0],
  ['{{ ', 0],
  ['"a', 0],
  ['#', 1],
  ['a{{}}', 200_000],
])('takes a million characters of %j, and finds %i spans', (part, spans) => {
  expect(spansOf(part.repeat(1_000_000 / part.length))).toHaveLength(spans);
});
