import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { makeCertificate, TLS_NAME, type Certificate } from '../../support/certificate.ts';
import { startCraneRegistry } from '../../support/crane-registry.ts';
import { startNginx } from '../../support/nginx.ts';
import { startRegistryFront } from '../../support/registry-front.ts';
import { htpasswdFile, startRegistry } from '../../support/registry.ts';
import { startTokenGuard } from '../../support/token-guard.ts';
import { startTokenServer, type RunningTokenServer } from '../../support/token-server.ts';
import { programOf, type Combination } from './combinations.ts';

export const CAPTAIN = { user: 'captain', password: 'pässword:1' };

/** A page and a registry that meet as a combination says. */
export interface Place {
  /** Of the page. */
  url: string;
  /** Of the registry, as it stands in references. */
  host: string;
  /** The token server, as the page names it. */
  tokens: string | undefined;
  stop(): Promise<void>;
}

interface Tokens {
  /** `name:port` that browsers and the proxy use, and the address behind it. */
  host: string;
  at: string;
  settings: RunningTokenServer['settings'];
}

/** Starts what a combination needs; what a registry can't do itself, nginx in front of it does. */
export async function startPlace(combination: Combination): Promise<Place> {
  const { scheme, route } = combination;
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-matrix-'));
  // The workers of an nginx that root starts are somebody else, and read the passwords themselves.
  await chmod(folder, 0o755);
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
  };
  /** Ends with all the rest. */
  const held = <T extends { stop(): Promise<void> }>(started: T): T => {
    stops.push(() => started.stop());
    return started;
  };
  try {
    const tls = scheme === 'https' ? makeCertificate(folder, 'place') : undefined;
    const port = await freePort();
    const origin = `${scheme}://localhost:${port}`;
    const tokens = combination.auth === 'token' ? await startTokens(held, origin, tls) : undefined;
    const at = await startServing(combination, { held, folder, origin, tls, tokens });
    const host = named(at, tls);
    const nginx = held(
      await startNginx({
        port,
        root: process.env['CHARTROOM_DIST'] ?? 'dist',
        tls,
        authorities: tls?.certificate,
        ...(route === 'proxy'
          ? {
              registries: { [host]: at },
              hosts: tokens && { [tokens.host]: { of: host, at: tokens.at } },
            }
          : { registries: {}, direct: [`${scheme}://${tls ? TLS_NAME : 'localhost'}:*`] }),
      }),
    );
    return { url: nginx.url, host, tokens: tokens?.host, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Around {
  held: <T extends { stop(): Promise<void> }>(started: T) => T;
  folder: string;
  origin: string;
  tls: Certificate | undefined;
  tokens: Tokens | undefined;
}

/** The registry, with what stands before it; returns its address. */
async function startServing(combination: Combination, around: Around): Promise<string> {
  const { held, folder, origin, tls, tokens } = around;
  const { server, auth, route } = combination;
  const front = async (
    registry: string,
    guard?: Parameters<typeof startRegistryFront>[0]['guard'],
  ) =>
    held(
      await startRegistryFront({
        registry,
        origins: [origin],
        tls,
        guard,
      }),
    ).url;
  const program = programOf(server) ?? '';
  if (server === 'crane') {
    const crane = held(await startCraneRegistry(program));
    if (auth === 'htpasswd') {
      return front(crane.host, { htpasswd: await htpasswdFile(folder, CAPTAIN) });
    }
    if (tokens) return front(crane.host, { tokens: held(await startTokenGuard(tokens.settings)) });
    return tls || route === 'direct' ? front(crane.host) : crane.url;
  }
  // Distribution with sign-in refuses a preflight: pages get to it through the front only.
  const fronted = auth !== 'open' && route === 'direct';
  const registry = held(
    await startRegistry({
      binary: program,
      htpasswd: auth === 'htpasswd' ? CAPTAIN : undefined,
      token: tokens?.settings,
      tls: fronted ? undefined : tls,
    }),
  );
  return fronted ? front(registry.host) : registry.url;
}

/** A token server, with the CORS and the TLS that it lacks put before it. */
async function startTokens(
  held: Around['held'],
  origin: string,
  tls: Certificate | undefined,
): Promise<Tokens> {
  const server = held(await startTokenServer({ users: { [CAPTAIN.user]: CAPTAIN.password } }));
  const front = held(await startRegistryFront({ registry: server.host, origins: [origin], tls }));
  const host = named(front.url, tls);
  const realm = `${tls ? 'https' : 'http'}://${host}/token`;
  return { host, at: front.url, settings: { ...server.settings, realm } };
}

function named(url: string, tls: Certificate | undefined): string {
  const { port } = new URL(url);
  return `${tls ? TLS_NAME : 'localhost'}:${port}`;
}
