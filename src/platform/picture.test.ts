import { expect, it } from 'vitest';
import { isAllowedPicture } from './picture.ts';

const PICTURE = 'https://img.example.org/a/icon.png';

it.each([
  ['https://img.example.org', PICTURE],
  ['https://IMG.example.org/', PICTURE],
  ['https://*.example.org', PICTURE],
  ['http://localhost:*', 'http://localhost:8081/icon.png'],
  ['http://[::1]:81', 'http://[::1]:81/icon.png'],
])('%s allows %s', (source, url) => {
  expect(isAllowedPicture(['https://other.example', source], url)).toBe(true);
});

it.each([
  ['https://example.org', PICTURE],
  ['http://img.example.org', PICTURE],
  ['https://*.example.org', 'https://example.org/icon.png'],
  ['https://*.example.org', 'https://evilexample.org/icon.png'],
  ['https://img.example.org:444', PICTURE],
  ['http://localhost', 'http://localhost:8081/icon.png'],
  ['*', PICTURE],
])('%s doesn’t allow %s', (source, url) => {
  expect(isAllowedPicture([source], url)).toBe(false);
});
