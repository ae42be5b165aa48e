import { expect, it } from 'vitest';
import type { Comparison, FileChange, ValueChange } from '../core/diff/comparison.ts';
import { comparisonMarkdown, comparisonSummary, factsWords, linesWords } from './compare.ts';

const NOTHING: Comparison = {
  before: { name: 'sloop', version: '1.0.0' },
  after: { name: 'sloop', version: '1.1.0' },
  same: false,
  fields: [],
  values: { changes: [], isCut: false, unreadable: [] },
  files: [],
  dependencies: [],
  images: [],
  subcharts: [],
};

const value = (path: string, state: ValueChange['state'], before?: string, after?: string) => ({
  ...{ path, state, before, after, kinds: {}, lines: {} },
});
const template = (path: string, state: FileChange['state'] = 'changed'): FileChange => ({
  ...{ state, part: 'templates', before: path, after: path, sizes: {} },
  lines: { removed: 1, added: 2 },
});
const facts = (version: string) => ({ range: '1.x', repository: '', version });

const SOME: Comparison = {
  ...NOTHING,
  values: {
    changes: [
      value('a', 'changed', '1', '2'),
      value('b', 'changed', '"`x"', '[]'),
      value('c', 'changed'),
      value('d', 'removed', 'true'),
    ],
    isCut: false,
    unreadable: [],
  },
  files: [template('templates/x.yaml'), template('templates/y.yaml')],
  dependencies: [
    { name: 'same', state: 'same', before: facts('1'), after: facts('1') },
    { name: 'pg', state: 'changed', course: 'up', before: facts('1.2.0'), after: facts('1.3.0') },
  ],
};

it('says in one line what differs', () => {
  expect(comparisonSummary(SOME)).toBe('3 values changed, 1 removed; 2 templates; 1 dependency up');
  expect(comparisonSummary({ ...NOTHING, same: true })).toMatch(/^Nothing differs/);
  expect(comparisonSummary(NOTHING)).toBe('Only the version differs');
  expect(
    comparisonSummary({
      ...NOTHING,
      fields: [
        { field: 'version', state: 'changed', before: '1.0.0', after: '1.1.0' },
        { field: 'appVersion', state: 'changed', before: '9', after: '10' },
        { field: 'keywords', state: 'added', after: 'sea' },
      ],
      values: { changes: [value('a', 'comment', 'x', 'y')], isCut: true, unreadable: [] },
      files: [template('templates/x.yaml'), template('templates/y.yaml', 'added')],
      images: [{ place: 'image', from: 'values', state: 'changed', course: 'down' }],
      subcharts: [{ state: 'removed', before: { name: 'pg', version: '1', path: 'charts/pg' } }],
    }),
  ).toBe(
    'app version 9 → 10; 1 field of Chart.yaml; at least 1 comment of values; 1 template changed, 1 added; 1 image down; 1 subchart removed',
  );
});

it('gives Markdown for a changelog, in which code stays code', () => {
  expect(comparisonMarkdown(SOME)).toBe(
    [
      '### sloop 1.0.0 → 1.1.0',
      '3 values changed, 1 removed; 2 templates; 1 dependency up',
      '**Values**',
      '- `a` `1` → `2`\n- `b` ``"`x"`` → `[]`\n- `c` changed\n- `d` removed (was `true`)',
      '**Dependencies**',
      '- `pg` `1.2.0 (1.x)` → `1.3.0 (1.x)`',
      '**Files**',
      '- `templates/x.yaml` changed (+2 −1)\n- `templates/y.yaml` changed (+2 −1)\n',
    ].join('\n\n'),
  );
});

it('says how many lines differ, and which version a dependency has', () => {
  expect(linesWords({ removed: 1200, added: 0 })).toBe('−1,200');
  expect(linesWords({ removed: 0, added: 0 })).toBe('only the end of the file');
  expect(factsWords({ range: '', repository: '' })).toBe('any version');
});
