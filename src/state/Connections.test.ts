import { afterEach, describe, expect, it, vi } from 'vitest';
import { startServer, type RunningServer } from '../../tests/support/server.ts';
import { digestOf } from '../core/oci/digest.ts';
import { Connections } from './Connections.ts';
import { Identities } from './Identities.svelte.ts';
import { Proxies } from './Proxies.svelte.ts';

const HOST = 'registry.example.org';
const CAPTAIN = { username: 'captain', password: 'secret', kept: false };

let site: RunningServer;
afterEach(async () => {
  vi.unstubAllGlobals();
  await site.stop();
});

/** A page of a site whose proxy serves these registries. */
async function page(...proxied: string[]) {
  site = await startServer((request, response) => {
    response.end(request.url === '/charts/config.json' ? JSON.stringify({ proxied }) : '');
  });
  vi.stubGlobal('document', { baseURI: `${site.url}/charts/` });
  const [identities, proxies] = [new Identities(), new Proxies()];
  return { identities, proxies, connections: new Connections(identities, proxies, digestOf) };
}

describe('how a registry is reached', () => {
  it('directly and anonymously, if the site has no proxy', async () => {
    const { connections } = await page();
    expect(await connections.access(HOST)).toMatchObject({ host: HOST, proxied: false });
    expect(await connections.access(HOST)).toMatchObject({
      base: undefined,
      username: undefined,
      credentials: undefined,
    });
  });

  it('through the proxy that serves it, until the person chooses otherwise', async () => {
    const { connections, proxies } = await page(HOST);
    expect(await connections.access(HOST)).toMatchObject({
      base: `${site.url}/charts/registry/${HOST}`,
      proxied: true,
    });
    proxies.choose(HOST, false);
    expect(await connections.access(HOST)).toMatchObject({ base: undefined, proxied: false });
    expect(await connections.access('other.example.org')).toMatchObject({ proxied: false });
  });

  it('without being told to where it is known: by the proxy, or since this tab talked to it', async () => {
    const { connections, proxies } = await page(HOST);
    await proxies.load();
    expect(connections.knows(HOST)).toBe(true);
    expect(connections.knows('other.example.org')).toBe(false);
    await connections.registry('other.example.org');
    expect(connections.knows('other.example.org')).toBe(true);
    expect(connections.knows('example.org')).toBe(false);
  });

  it('with the person’s credentials there, and only there', async () => {
    const { connections, identities } = await page();
    identities.set(HOST, CAPTAIN);
    expect(await connections.access(HOST)).toMatchObject({
      username: 'captain',
      credentials: { username: 'captain', password: 'secret' },
    });
    expect(await connections.access(`${HOST}:5000`)).toMatchObject({ credentials: undefined });
  });

  it('with the one token server that the person agreed to', async () => {
    const { connections, identities } = await page();
    const { confirmRealm } = await connections.access(HOST);
    const asks = (realm: string) => confirmRealm({ registry: HOST, realm });
    expect(await asks('auth.example.org')).toBe(false);
    identities.set(HOST, { ...CAPTAIN, realm: 'auth.example.org' });
    expect(await asks('auth.example.org')).toBe(true);
    expect(await asks('thief.example.org')).toBe(false);
  });
});
