import { expect, test } from 'vitest';
import { nextLink } from './link.ts';

test.each([
  ['</v2/a/tags/list?n=2&last=b>; rel="next"', '/v2/a/tags/list?n=2&last=b'],
  ['<https://quay.io/v2/x?next_page=a,b%3D>; rel=next', 'https://quay.io/v2/x?next_page=a,b%3D'],
  ['</x?last=1>', '/x?last=1'],
  ['</first>; rel="first", </next?a=1>;title="a, b"; rel="last next"', '/next?a=1'],
  ['</next>; title="a, <b>; rel=prev, \\"c"; rel="next"', '/next'],
  ['</first>; title="a, </b>; rel=next", </next>; REL = "Next preload"', '/next'],
  ['</x?last=1>; title="more, of them"', '/x?last=1'],
  ['</a>, </b>; rel=next', '/b'],
  ['</a>, </b>', undefined],
  ['</prev>; rel="prev"', undefined],
  ['</x>; rev="next"', undefined],
  ['</x>; rel=', undefined],
  ['</x>; rel=""', undefined],
  ['</x>; rel', undefined],
  ['</x>; rel="prev"; rel="next"', undefined],
  ['</x>; rel="nextish"', undefined],
  ['', undefined],
  ['nonsense', undefined],
  [null, undefined],
])('%s', (header, target) => expect(nextLink(header)).toBe(target));

/** Work that is more than proportional to the length would exceed the timeout of a test. */
test.each([
  '<'.repeat(3_000_000),
  '<a>;'.repeat(300_000) + '<b>; rel="prev"',
  '<a>; title="' + '\\"'.repeat(1_000_000),
  '<a>; title="'.repeat(200_000),
])('a header made to keep a reader busy', (header) =>
  expect([undefined, 'a']).toContain(nextLink(header)),
);
