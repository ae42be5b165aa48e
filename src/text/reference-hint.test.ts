import { expect, it } from 'vitest';
import { referenceHint } from './reference-hint.ts';

const chart = { name: 'mychart', version: '1.0.0+b' };

it.each(['localhost:5000/mychart:1.0.0_b', 'localhost:5000/a/mychart', 'not yet', ''])(
  'has nothing to say of %j',
  (text) => expect(referenceHint(text, chart)).toBeUndefined(),
);

it('says that a tag is not the version', () => {
  const hint = referenceHint('localhost:5000/mychart:latest', chart);
  expect(hint).toContain('--version 1.0.0+b');
  expect(hint).toContain('1.0.0_b');
});

it('says that a repository is not called like the chart', () => {
  expect(referenceHint('localhost:5000/other:1.0.0_b', chart)).toContain('called mychart');
});
