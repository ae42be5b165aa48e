import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { makeCertificate } from './certificate.ts';
import { startServer } from './server.ts';

const SERVICE = 'registry of the tests';
const ISSUER = 'token server of the tests';
/** Distribution takes a token for a minute longer than it lasts. */
const LEEWAY = 60;

export interface TokenServerOptions {
  /** Passwords by user; `reader` may only pull. */
  users?: Record<string, string>;
  /** Good for a POST with `grant_type=refresh_token`. */
  identityToken?: string;
  /** Pulling needs no sign-in. */
  anonymousPull?: boolean;
  /** What a POST is answered with, where the server doesn't know it. */
  postStatus?: number;
}

/** A request for a token, as it came. */
export interface TokenRequest {
  method: string;
  signedIn: boolean;
  service: string | null;
  scopes: string[];
}

export interface RunningTokenServer {
  host: string;
  /** What `startRegistry({ token })` takes. */
  settings: { realm: string; service: string; issuer: string; rootcertbundle: string };
  /** Every request so far. */
  requests: TokenRequest[];
  /**
   * How the next tokens are: how long they say they last, and how long they do (seconds), and
   * for how many of the scopes that were asked for they are good.
   */
  issue: { says: number; lasts: number; scopes: number };
  stop(): Promise<void>;
}

interface Access {
  type: string;
  name: string;
  actions: string[];
}

/** A token server in its two forms (Distribution, "Token Authentication"), with its own key. */
export async function startTokenServer(
  options: TokenServerOptions = {},
): Promise<RunningTokenServer> {
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-tokens-'));
  const { certificate, key } = makeCertificate(folder, 'tokens');
  const issuing = new Issuer(readFileSync(certificate, 'utf8'), readFileSync(key, 'utf8'));
  const requests: TokenRequest[] = [];
  const issue = { says: 300, lasts: 300, scopes: Infinity };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '', 'http://server');
    const posted = request.method === 'POST';
    if (posted && options.postStatus !== undefined) {
      response.writeHead(options.postStatus).end();
      return;
    }
    const query = posted ? new URLSearchParams(await text(request)) : url.searchParams;
    const scopes = query.getAll('scope').flatMap((scope) => scope.split(' '));
    const user = posted ? posting(query, options) : basic(request, options);
    requests.push({
      method: request.method ?? '',
      signedIn: Boolean(user),
      service: query.get('service'),
      scopes,
    });
    if (user === undefined || (!user && !options.anonymousPull)) {
      response.writeHead(401).end('{"errors":[{"code":"UNAUTHORIZED","message":"who?"}]}');
      return;
    }
    const token = issuing.token(
      user,
      scopes.slice(0, issue.scopes).flatMap((scope) => allowed(scope, user)),
      issue.lasts,
    );
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({ [posted ? 'access_token' : 'token']: token, expires_in: issue.says }),
    );
  };
  const server = await startServer((request, response) => void answer(request, response));
  return {
    host: server.host,
    requests,
    issue,
    settings: {
      realm: `${server.url}/token`,
      service: SERVICE,
      issuer: ISSUER,
      rootcertbundle: certificate,
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The user that a GET names: empty for nobody, undefined for a wrong password. */
function basic(request: IncomingMessage, { users = {} }: TokenServerOptions): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return '';
  const plain = Buffer.from(header.replace('Basic ', ''), 'base64').toString();
  const [user = '', ...password] = plain.split(':');
  return users[user] === password.join(':') ? user : undefined;
}

function posting(form: URLSearchParams, options: TokenServerOptions): string | undefined {
  const known =
    form.get('grant_type') === 'refresh_token' &&
    form.get('client_id') &&
    form.get('refresh_token') === options.identityToken;
  return known ? 'captain' : undefined;
}

/** What of a scope a user may do. */
function allowed(scope: string, user: string): Access[] {
  const [type = '', ...rest] = scope.split(':');
  const actions = (rest.pop() ?? '').split(',');
  const mayWrite = user !== '' && user !== 'reader';
  const granted = actions.filter((action) => mayWrite || action === 'pull');
  return granted.length > 0 ? [{ type, name: rest.join(':'), actions: granted }] : [];
}

/** Signs tokens that carry their certificate, which the registry finds in its bundle. */
class Issuer {
  readonly #header: string;
  readonly #key: ReturnType<typeof createPrivateKey>;

  constructor(certificate: string, key: string) {
    const x5c = [new X509Certificate(certificate).raw.toString('base64')];
    this.#header = encode({ typ: 'JWT', alg: 'ES256', x5c });
    this.#key = createPrivateKey(key);
  }

  token(user: string, access: Access[], lasts: number): string {
    const now = Math.floor(Date.now() / 1000);
    const expires = lasts > 0 ? now + lasts : now - LEEWAY * 2;
    const times = { nbf: now - LEEWAY * 3, iat: now - LEEWAY * 3, exp: expires };
    const claims = { iss: ISSUER, aud: SERVICE, sub: user, jti: randomUUID(), ...times, access };
    const signed = `${this.#header}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), {
      key: this.#key,
      dsaEncoding: 'ieee-p1363',
    });
    return `${signed}.${signature.toString('base64url')}`;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
