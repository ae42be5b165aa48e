import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { missingProgram } from '../../tests/support/programs.ts';
import { prettyJson } from './json.ts';

const MANIFEST =
  '{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":' +
  '"sha256:44136fa3","size":2},"layers":[{"size":210,"annotations":{"10":"b","2":"a",' +
  '"a:b,c":"{[\\"]}"}}],"annotations":{}}';

const SAMPLES: [string, string][] = [
  ['a manifest, keys in their order', MANIFEST],
  ['escapes', '{"a":"\\u003ctag\\u003e \\u0026 \\/ \\\\ \\u00e9 \\ud83d\\ude00 \\u001b\\u007f"}'],
  ['empty ones', '{"a":[],"b":{},"c":[[],{}],"d":""}'],
  ['white space', ' { "a" :\n[ 1 ,\t2, true,null ] } '],
  ['a bare string', '"x"'],
];

describe.skipIf(missingProgram('jq'))('prettyJson prints as jq does', () => {
  it.each(SAMPLES)('%s', (_, text) => {
    const jq = execFileSync('jq', ['.'], { input: text, encoding: 'utf8' });
    expect(`${prettyJson(text)}\n`).toBe(jq);
  });
});

it('keeps keys that look like numbers where they are', () => {
  expect(prettyJson('{"10":1,"2":[{}]}')).toBe('{\n  "10": 1,\n  "2": [\n    {}\n  ]\n}');
});

it('ends where nobody reads on, however deep it goes', () => {
  const pretty = prettyJson('['.repeat(15_000) + ']'.repeat(15_000), 100_000);
  expect(pretty.length).toBeLessThan(101_000);
  expect(pretty.startsWith('[\n  [\n    [')).toBe(true);
  expect(prettyJson(`[1${',1'.repeat(1_000_000)}]`, 100).split('\n').length).toBeLessThan(50);
});

it('leaves alone what is no JSON', () => {
  expect(prettyJson('<html>')).toBe('<html>');
});
