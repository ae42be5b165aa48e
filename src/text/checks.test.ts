import { expect, test } from 'vitest';
import type { CheckLine } from '../core/registry/check/line.ts';
import { checkList } from './checks.ts';

const pass = { state: 'pass' } as const;
const read = (lines: CheckLine[]) => checkList(lines).map(({ title, why }) => [title, why]);

test('what a proxy spares the browser is one line, with one reason', () => {
  const lines: CheckLine[] = [
    { ...pass, id: 'way', reason: 'through-proxy' },
    { ...pass, id: 'mixed-content', reason: 'same-site' },
    { ...pass, id: 'reachable', reason: 'answers' },
    { ...pass, id: 'method', subject: 'PUT', reason: 'same-site' },
    { ...pass, id: 'method', subject: 'PATCH', reason: 'same-site' },
    { ...pass, id: 'header', subject: 'Link', reason: 'same-site' },
    { id: 'push', state: 'unknown', reason: 'on-request' },
  ];
  expect(read(lines)).toEqual([
    ['How it is reached', 'Through this site’s proxy.'],
    [
      'Cross-origin rules',
      'Requests go through this site’s proxy: for the browser there is only one site, so none of ' +
        'these rules apply: https from end to end; Method allowed: PUT, PATCH; Header can be read: Link.',
    ],
    ['Reachable', 'It answers.'],
    ['May push', 'Not tried yet: the button “Check pushing too” does.'],
  ]);
  const outcomes = checkList(lines).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['pass', 'pass', 'pass', 'unknown']);
});

test('without one, each header and method has a line of its own', () => {
  const lines: CheckLine[] = [
    { ...pass, id: 'method', subject: 'PUT', reason: 'method-passes' },
    { ...pass, id: 'header', subject: 'Link', reason: 'header-read' },
  ];
  const titles = checkList(lines).map(({ title }) => title);
  expect(titles).toEqual(['Method allowed: PUT', 'Header can be read: Link']);
});
