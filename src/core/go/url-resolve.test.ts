import { expect, test } from 'vitest';
import { escapePath, resolveUrl } from './url-resolve.ts';

/** What Go's url.Parse, ResolveReference and String make of a base and a reference. */
test.each([
  ['file:///values.schema.json', 'other.json', 'file:///other.json'],
  ['file:///values.schema.json', '', 'file:///values.schema.json'],
  ['file:///values.schema.json', 'urn:x:y', 'urn:x:y'],
  ['http://example.com/a/b?c', '../d', 'http://example.com/d'],
  ['http://example.com/a/b?c', '?d', 'http://example.com/a/b?d'],
  ['http://example.com/a/b?c', '', 'http://example.com/a/b?c'],
  ['http://example.com/a/b', './', 'http://example.com/a/'],
  ['http://example.com/a/b', '/../../c/.', 'http://example.com/c/'],
  ['http://example.com', 'a', 'http://example.com/a'],
  ['http://example.com/a', '//other:80/b', 'http://other:80/b'],
  ['http://example.com/a', 'b c{}', 'http://example.com/b%20c%7B%7D'],
  ['HTTP://Example.com/A', 'b', 'http://Example.com/b'],
  ['urn:x:y', '', 'urn:x:y'],
  ['urn:x:y', '?a', 'urn:x:y?a'],
  ['http://example.com/', 'http://a b/', undefined],
  ['http://example.com/', '%zz', undefined],
])('%s and %s', (base, reference, expected) => {
  expect(resolveUrl(base, reference)).toBe(expected);
});

test('a path in Go’s escaping', () => {
  expect(escapePath('/a b/é{}:@!')).toBe('/a%20b/%C3%A9%7B%7D:@%21');
});
