import { findPeer } from '../../support/peers.ts';
import { isOpensslAvailable } from '../../support/certificate.ts';
import { isHtpasswdAvailable, isRegistryAvailable } from '../../support/registry.ts';
import { ROUTES, type Route } from '../site.ts';

/** One way in which a person may meet a registry. */
export interface Combination {
  server: 'Distribution 2.8' | 'Distribution 3.1' | 'crane';
  auth: 'open' | 'htpasswd' | 'token';
  route: Route;
  /** Of the page and of the registry. */
  scheme: 'http' | 'https';
}

const SERVERS = ['Distribution 2.8', 'Distribution 3.1', 'crane'] as const;
const AUTHS = ['open', 'htpasswd', 'token'] as const;
const SCHEMES = ['http', 'https'] as const;

const ALL: Combination[] = SERVERS.flatMap((server) =>
  AUTHS.flatMap((auth) =>
    ROUTES.flatMap((route) => SCHEMES.map((scheme) => ({ server, auth, route, scheme }))),
  ),
);

/** Touch every value once, also where only Debian's registry is there. */
const SHORT: Combination[] = [
  { server: 'Distribution 2.8', auth: 'htpasswd', route: 'proxy', scheme: 'https' },
  { server: 'Distribution 2.8', auth: 'token', route: 'direct', scheme: 'https' },
  { server: 'Distribution 2.8', auth: 'open', route: 'direct', scheme: 'http' },
  { server: 'Distribution 3.1', auth: 'token', route: 'proxy', scheme: 'http' },
  { server: 'crane', auth: 'htpasswd', route: 'direct', scheme: 'http' },
];

export const combinations = process.env['MATRIX'] === 'all' ? ALL : SHORT;

/** The program of another registry than Debian's. */
export function programOf(server: Combination['server']): string | undefined {
  if (server === 'crane') return findPeer('crane');
  return server === 'Distribution 3.1' ? findPeer('registry3') : 'docker-registry';
}

/** What a combination needs and this machine lacks. */
export function missingFor({ server, auth, scheme }: Combination): string | undefined {
  const program = programOf(server);
  if (!program || !isRegistryAvailable(program)) return `${server} is not installed`;
  const certificate = scheme === 'https' || auth === 'token';
  if (certificate && !isOpensslAvailable()) return 'openssl is not installed';
  if (auth === 'htpasswd' && !isHtpasswdAvailable()) return 'htpasswd is not installed';
  return undefined;
}
