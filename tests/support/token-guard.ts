import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RunningTokenServer } from './token-server.ts';
import { startServer, type RunningServer } from './server.ts';

interface Claims {
  exp: number;
  aud: string;
  access: { type: string; name: string; actions: string[] }[];
}

/**
 * Checks tokens for a registry that can't: what nginx asks by `auth_request`, with the request's
 * method and address in `X-Method` and `X-Address`. Answers as Distribution does ("Token
 * Authentication Specification"): 200, or 401 with a challenge that names the scope.
 */
export async function startTokenGuard(
  settings: RunningTokenServer['settings'],
): Promise<RunningServer> {
  const { publicKey } = new X509Certificate(readFileSync(settings.rootcertbundle));

  const claimsOf = (authorization: string): Claims | undefined => {
    const [header = '', body = '', signature = ''] = authorization
      .replace(/^Bearer /, '')
      .split('.');
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const signed = Buffer.from(`${header}.${body}`);
    if (!verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) return undefined;
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
    const inTime = claims.exp > Date.now() / 1000;
    return inTime && claims.aud === settings.service ? claims : undefined;
  };

  return startServer(({ headers }, response) => {
    const wanted = wantedBy(String(headers['x-method']), String(headers['x-address']));
    const claims = claimsOf(headers.authorization ?? '');
    if (claims && wanted.every((scope) => grants(claims, scope))) {
      response.end();
      return;
    }
    const { realm, service } = settings;
    const scope = wanted.length > 0 ? `,scope="${wanted.map(scopeText).join(' ')}"` : '';
    const reason = claims ? ',error="insufficient_scope"' : '';
    const challenge = `Bearer realm="${realm}",service="${service}"${scope}${reason}`;
    response.writeHead(401, { 'WWW-Authenticate': challenge }).end();
  });
}

interface Scope {
  type: string;
  name: string;
  actions: string[];
}

/** What a request needs a token for; `/v2/` itself only that there is one. */
function wantedBy(method: string, address: string): Scope[] {
  const path = address.split('?', 1)[0] ?? '';
  if (path === '/v2/_catalog') return [{ type: 'registry', name: 'catalog', actions: ['*'] }];
  const name = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(path)?.[1];
  if (!name) return [];
  return [{ type: 'repository', name, actions: actionsOf(method) }];
}

function actionsOf(method: string): string[] {
  if (method === 'GET' || method === 'HEAD') return ['pull'];
  return method === 'DELETE' ? ['delete'] : ['pull', 'push'];
}

function grants({ access }: Claims, { type, name, actions }: Scope): boolean {
  const granted = access
    .filter((one) => one.type === type && one.name === name)
    .flatMap((one) => one.actions);
  return actions.every((action) => granted.includes(action));
}

function scopeText({ type, name, actions }: Scope): string {
  return `${type}:${name}:${actions.join(',')}`;
}
