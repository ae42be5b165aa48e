import { describe, expect, it } from 'vitest';
import { pathInChart, targetOf } from './links.ts';

const places = {
  anchor: (name: string) => `#/here/${name}`,
  file: (path: string, lines: string | undefined) =>
    path === 'docs/a b.md' ? `#/files/${path}${lines ? `?line=${lines}` : ''}` : undefined,
};

describe('targetOf', () => {
  it.each([
    ['https://example.org/a?b#c', { kind: 'web', href: 'https://example.org/a?b#c' }],
    ['HTTP://example.org', { kind: 'web', href: 'HTTP://example.org' }],
    ['mailto:a@example.org', { kind: 'mail', href: 'mailto:a@example.org' }],
    ['#Größe', { kind: 'anchor', name: 'Größe', href: '#/here/Größe' }],
    ['#Gr%C3%B6%C3%9Fe', { kind: 'anchor', name: 'Größe', href: '#/here/Größe' }],
    ['#50%', { kind: 'anchor', name: '50%', href: '#/here/50%' }],
    ['./docs/a%20b.md', { kind: 'file', href: '#/files/docs/a b.md' }],
    ['/docs/x/../a b.md?plain=1#L3-L7', { kind: 'file', href: '#/files/docs/a b.md?line=3-7' }],
    ['docs/a b.md#L3', { kind: 'file', href: '#/files/docs/a b.md?line=3' }],
  ])('%s leads to %j', (address, target) => {
    expect(targetOf(address, places)).toEqual(target);
  });

  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'blob:https://example.org/1',
    'mailto:a@example.org?bcc=b@example.org',
    'mailto:a@example.org,b@example.org',
    'https://',
    '//example.org/a',
    '../docs/a b.md',
    'docs/none.md',
    '',
  ])('%j leads nowhere', (address) => {
    expect(targetOf(address, places)).toBeUndefined();
  });
});

it('a path that leads out of the chart is none in it', () => {
  expect(pathInChart('a/../../etc/passwd')).toBe('');
  expect(pathInChart('./a/./b//c')).toBe('a/b/c');
});
