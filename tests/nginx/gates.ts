/** What asks people to sign in, behind the nginx of deploy/examples/nginx-oauth2-proxy.conf. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/ports.mjs';
import { findProgram, isReady, spawnBound } from '../../scripts/lib/processes.mjs';
import { htpasswdFile } from '../support/registry.ts';
import { startServer } from '../support/server.ts';
import { ask } from './ask.ts';

/** Debian has none: CONTRIBUTING.md says how it is built. */
export const OAUTH2_PROXY = findProgram(process.env['OAUTH2_PROXY'] ?? 'oauth2-proxy');

export interface Gate {
  /** Where nginx asks it, `127.0.0.1:port`. */
  host: string;
  /** Signs a person in at the site with this address; the cookie that the browser then sends. */
  signIn(url: string, ca: Buffer): Promise<string>;
  stop(): Promise<void>;
}

/** A server that answers nginx as oauth2-proxy does, and knows one session. */
export async function startStandIn(): Promise<Gate> {
  const session = 'session=of-a-person';
  const server = await startServer(({ url, headers }, response) => {
    const knows = url === '/oauth2/auth' && headers.cookie === session;
    response.writeHead(knows ? 202 : 401).end();
  });
  return {
    host: server.host.replace('localhost', '127.0.0.1'),
    signIn: () => Promise.resolve(session),
    stop: () => server.stop(),
  };
}

/** oauth2-proxy itself, with the accounts of a file of passwords. */
export async function startOauth2Proxy(folder: string): Promise<Gate> {
  const account = { user: 'mate', password: 'door' };
  const passwords = await htpasswdFile(folder, account);
  const host = `127.0.0.1:${await freePort()}`;
  const settings = join(folder, 'oauth2-proxy.cfg');
  await writeFile(
    settings,
    [
      `http_address = "${host}"`,
      `htpasswd_file = "${passwords}"`,
      `cookie_secret = "${'s'.repeat(32)}"`,
      // It wants a provider, which nobody is sent to here.
      'provider = "github"\nclient_id = "none"\nclient_secret = "none"',
      'email_domains = ["*"]\nupstreams = ["static://202"]',
      'reverse_proxy = true\ncookie_secure = true',
    ].join('\n'),
  );
  const { child, stop } = spawnBound(OAUTH2_PROXY ?? 'oauth2-proxy', [`--config=${settings}`], {
    stdio: 'ignore',
  });
  const isUp = async () => (await ask(`http://${host}`, '/ping')).status === 200;
  if (!(await isReady(child, 15_000, isUp))) {
    await stop();
    throw new Error('oauth2-proxy did not start');
  }
  const signIn = async (url: string, ca: Buffer) => {
    const answer = await ask(url, '/oauth2/sign_in', {
      ca,
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `username=${account.user}&password=${account.password}&rd=%2F`,
    });
    const cookies = answer.headers['set-cookie'] ?? [];
    return cookies.map((cookie) => cookie.replace(/;.*/, '')).join('; ');
  };
  return { host, signIn, stop };
}
