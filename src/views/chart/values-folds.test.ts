import { expect, test } from 'vitest';
import { ChartTree } from '../../core/chart/tree.ts';
import { keyAt } from '../../core/values/outline.ts';
import { readValuesView } from '../../core/values/view.ts';
import { foldedKeys, foldsOf, queryOf, withFold } from './values-folds.ts';
import { ValuesLines } from './values-rows.ts';

const VALUES = `server:
  ingress:
    enabled: false
"with.dot, and comma":
  inner: 1
`;
const chart = {
  path: 'Chart.yaml',
  bytes: new TextEncoder().encode('apiVersion: v2\nname: a\nversion: 1.0.0'),
};
const values = { path: 'values.yaml', bytes: new TextEncoder().encode(VALUES) };
const { keys, text } = await readValuesView(new ChartTree([chart, values]), { chart: '' });
const lines = new ValuesLines(text, keys);
const key = (...path: string[]) => keyAt(keys, path) ?? -1;
const NONE = foldsOf({}, keys);

test('folds by a level and by hand are what their address tells', () => {
  const server = key('server');
  const odd = key('with.dot, and comma');
  const byHand = withFold(withFold({ ...NONE, level: '1' }, server, true), odd, false);
  expect(foldedKeys(byHand, lines)).toEqual(new Set([key('server', 'ingress'), odd]));
  const query = queryOf(byHand, keys);
  expect(query).toEqual({
    unfold: '1',
    open: 'server',
    closed: String.raw`with\.dot\, and comma`,
  });
  expect(foldsOf(query, keys)).toEqual(byHand);
  expect(queryOf(withFold(byHand, odd, true), keys)['closed']).toBe('');
  expect(withFold(withFold(NONE, odd, false), odd, true, true)).toEqual(NONE);
});

test('an address that somebody made up folds nothing', () => {
  const made = foldsOf({ unfold: '9', open: 'no.such,,', closed: '\\' }, keys);
  expect(made).toEqual(NONE);
  expect(foldedKeys(made, lines)).toEqual(new Set());
});
