import { describe, expect, it } from 'vitest';
import { iconOf, pictureOf } from './pictures.ts';

const FILES = ['Chart.yaml', 'templates/icon.png', 'img/mark.svg', 'logo.PNG'].map((path) => ({
  path,
}));

describe('iconOf', () => {
  it.each([
    ['img/mark.svg', 'img/mark.svg'],
    ['./img/mark.svg', 'img/mark.svg'],
    ['file://img/mark.svg', 'img/mark.svg'],
    ['https://example.org/icon.png', 'logo.PNG'],
    ['img/other.svg', 'logo.PNG'],
    ['Chart.yaml', 'logo.PNG'],
    [undefined, 'logo.PNG'],
  ])('%s is %s', (icon, path) => {
    expect(iconOf({ icon }, FILES)).toEqual({ kind: 'file', file: { path } });
  });

  it('is in the web if the chart has none', () => {
    const url = 'https://example.org/icon.png';
    expect(iconOf({ icon: url }, FILES.slice(0, 2))).toEqual({ kind: 'web', url });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'https://', 'nothing.png', undefined])(
    'is nothing where Chart.yaml says %s',
    (icon) => {
      expect(iconOf({ icon }, FILES.slice(0, 2))).toBeUndefined();
    },
  );
});

describe('pictureOf', () => {
  const svg = (inside: string) =>
    new Blob([`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`]);

  it('has the type that its name says', async () => {
    const picture = await pictureOf(svg('<path d="M0 0h1"/>'), 'Icon.SVG');
    expect(picture?.type).toBe('image/svg+xml');
    expect((await pictureOf(new Blob(['x']), 'a/b.jpg'))?.type).toBe('image/jpeg');
  });

  it.each([
    ['a file of another kind', new Blob(['x']), 'icon.html'],
    ['a file without an ending', new Blob(['x']), 'icon'],
    ['a picture that is too large', new Blob([new Uint8Array(1_000_001)]), 'icon.png'],
    ['an SVG that is too large', svg(' '.repeat(200_000)), 'icon.svg'],
    [
      'an SVG that multiplies itself',
      svg('<g><use href="#a"/><use href="#a"/></g>'.repeat(9)),
      'i.svg',
    ],
    ['the same with a prefix', svg('<s:use/>'.repeat(17)), 'i.svg'],
    ['an SVG with entities', new Blob(['<!DOCTYPE svg [<!ENTITY a "aa">]><svg/>']), 'i.svg'],
  ])('isn’t shown: %s', async (_, content, path) => {
    expect(await pictureOf(content, path)).toBeUndefined();
  });
});
