import { expect, test } from 'vitest';
import { ChartTree } from '../chart/tree.ts';
import { lint } from './lint.ts';

/**
 * Content crafted to keep a checker busy. Each is so long that any work that is more than
 * proportional to the length would exceed the timeout of a test.
 */
const HOSTILE: Record<string, [files: Record<string, string>, codes: string[]]> = {
  'comments of templates without an end': [
    { 'templates/a.yaml': '.Files.Get {{/*'.repeat(400_000) },
    [],
  ],
  'unknown keys': [
    { 'Chart.yaml': metadata(Array.from({ length: 60_000 }, (_, i) => `k${i}: 1\n`).join('')) },
    ['chart.key-unknown'],
  ],
  'findings in a map with many keys': [
    {
      'Chart.yaml': metadata(
        Array.from({ length: 40_000 }, (_, i) => `k${i}: 1\n`).join('') +
          `Dependencies:\n${'- {name: ".", alias: "."}\n'.repeat(10_000)}`,
      ),
    },
    ['dependency.alias-invalid'],
  ],
  'a long list of unique items': [
    {
      'values.yaml': `list:\n${Array.from({ length: 100_000 }, (_, i) => `- ${i}\n`).join('')}`,
      'values.schema.json': '{"properties":{"list":{"uniqueItems":true}}}',
    },
    [],
  ],
  'keys behind question marks': [{ 'values.yaml': '? a\n: b\n'.repeat(60_000) }, []],
  'tabs in brackets': [{ 'values.yaml': `a: [\n${' \t1,\n'.repeat(90_000)} ]\n` }, []],
  'an endless line of blanks': [{ 'values.yaml': `a: b${' '.repeat(3_000_000)}c\n` }, []],
  'twenty million newlines': [
    { 'values.yaml': '\n'.repeat(20_000_000) },
    ['file.over-helm-3-limit'],
  ],
  'millions of items': [
    { 'values.yaml': `a:\n${'- 1\n'.repeat(2_000_000)}` },
    ['checks.unfinished'],
  ],
  'brackets almost as deep as Helm takes': [
    { 'values.yaml': `a: ${'['.repeat(9_000)}${']'.repeat(9_000)}\n` },
    ['checks.unfinished'],
  ],
  'brackets a hundred thousand deep': [
    { 'values.yaml': '['.repeat(100_000) },
    ['values.unreadable'],
  ],
  'a schema a hundred thousand deep': [
    {
      'values.yaml': 'a: 1\n',
      'values.schema.json': `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`,
    },
    ['values.schema-unchecked'],
  ],
};

test.each(Object.entries(HOSTILE))('%s', async (_, [files, codes]) => {
  const all = { 'Chart.yaml': metadata(''), 'values.yaml': '', ...files };
  const utf8 = new TextEncoder();
  const chart = new ChartTree(
    Object.entries(all).map(([path, text]) => ({ path, bytes: utf8.encode(text) })),
  );
  const found = new Set((await lint(chart)).map(({ code }) => code));
  expect([...found]).toEqual(expect.arrayContaining(codes));
});

function metadata(more: string): string {
  return `apiVersion: v2\nname: a\nversion: 1.0.0\n${more}`;
}
