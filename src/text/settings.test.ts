import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXPOSED_HEADERS } from './cors.ts';
import { KINDS, likelyKind, settingsFor, type Kind } from './settings.ts';

const PARTIES = {
  origin: 'https://charts.example.org',
  host: 'registry.example.org:5000',
  address: 'https://registry.example.org:5000',
  served: ['ghcr.io'],
};

describe('settingsFor', () => {
  it.each(Object.keys(KINDS) as Kind[])('%s: names this site or this registry', (kind) => {
    const { note, settings } = settingsFor(kind, PARTIES);
    expect(note).toMatch(/\.$/);
    const text = settings.map((setting) => setting.text).join('\n');
    expect(text.includes(PARTIES.origin) || text.includes(PARTIES.host)).toBe(true);
  });

  it.each(['distribution', 'traefik', 'zot'] as const)('%s: can be read back', (kind) => {
    for (const { text } of settingsFor(kind, PARTIES).settings) {
      expect(parse(text)).toHaveProperty('http');
    }
  });

  it.each(['localhost:5000', 'k3d-registry.localhost:5000'])(
    'gives nginx an address of this machine that no name server has to know: %s',
    (host) => {
      const parties = { ...PARTIES, host, address: `http://${host}` };
      const texts = settingsFor('proxy', parties).settings.map(({ text }) => text);
      expect(texts).toEqual([
        `default '["ghcr.io", "${host}"]';\n`,
        `${host} http://127.0.0.1:5000;\n`,
      ]);
    },
  );

  it('asks for the headers that docs/registry-nginx.conf exposes', () => {
    const conf = readFileSync(new URL('../../docs/registry-nginx.conf', import.meta.url), 'utf8');
    expect(conf).toContain(`"${EXPOSED_HEADERS}"`);
  });
});

describe('likelyKind', () => {
  it.each([
    ['this site, where that refuses', ['bearer'], ['cors', 'site'], 'proxy'],
    ['a server before a registry with sign-in', ['answers', 'basic'], ['cors'], 'nginx'],
    ['a server before what refuses the preflight', ['preflight-wants-sign-in'], ['cors'], 'nginx'],
    ['a server before one whose challenge is hidden', ['challenge-hidden'], ['cors'], 'nginx'],
    ['a server before what may ask for a sign-in', ['answers', 'unreadable'], ['cors'], 'nginx'],
    ['the registry itself, where it is open', ['answers', 'open'], ['cors'], 'distribution'],
  ] as const)('is %s', (_, reasons, remedies, kind) => {
    expect(
      likelyKind(
        reasons.map((reason) => ({ reason })),
        remedies,
      ),
    ).toBe(kind);
  });
});
