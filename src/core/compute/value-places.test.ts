import { expect, test } from 'vitest';
import { ChartTree } from '../chart/tree.ts';
import type { TemplateFlags } from '../render/flags.ts';
import { valuePlaces } from './value-places.ts';

const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
const tree = new ChartTree([
  file('Chart.yaml', 'apiVersion: v2\nname: app\nversion: 1.0.0\n'),
  file('values.yaml', '# defaults\nport: x\nlist: [1]\n'),
]);
const WRONG = "values don't meet the specifications of the schema(s) in the following chart(s):\n";

/** What is named, and where it stands. */
function placed(words: string, flags: TemplateFlags) {
  return valuePlaces(tree, words, flags).map(
    ({ start, end, file, line }) => `${words.slice(start, end)} ${file}:${line}`,
  );
}

test('what a schema refuses is found where it is written last, the keys of subcharts below their names', () => {
  const words = `${WRONG}app:\n- at '': missing property 'a'\n- at '/port': got string\n- at '/a~1b/it\\'s': 'anyOf' failed\n  - at '/list/0': got number\ndb:\n- at '/size': got null\n- at '/none': x\n`;
  const own = file('your values', "a: 1\n---\nport: y\na/b:\n\n  it's: 1\ndb: {size: 1}\n");
  expect(placed(words, { values: [own] })).toEqual([
    "'/port' your values:3",
    "'/a~1b/it\\'s' your values:6",
    "'/list/0' values.yaml:3",
    "'/size' your values:7",
  ]);
  expect(placed(words, { set: ['port=1', 'list={2}'] })).toEqual([]);
  expect(placed(`${WRONG}app:\n- at '/port': x\n`, { values: [file('v', 'a: [')] })).toEqual([
    "'/port' values.yaml:2",
  ]);
});

test('values that can’t be read are found by the line that Helm names', () => {
  const words =
    'failed to parse line 9: cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 3: did not find';
  expect(placed(words, {})).toEqual(['line 3 line 9:3']);
  expect(placed('app/templates/a.yaml:1:2: at', {})).toEqual([]);
});
