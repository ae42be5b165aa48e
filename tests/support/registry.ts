import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../scripts/lib/processes.mjs';
import { missingProgram } from './programs.ts';
import { startProcess } from './process.ts';

/** How the registry under test is set up; everything left out is off. */
export interface RegistryOptions {
  /** Answer with the CORS headers that a page on any origin needs; on if not given. */
  cors?: boolean;
  /** Headers of every answer, in place of those. */
  headers?: Record<string, string[]>;
  /** Allow deletion; on if not given. */
  delete?: boolean;
  /** The most tags on a page; Distribution 3.1 and later. */
  maxTags?: number;
  htpasswd?: { user: string; password: string } | undefined;
  /** Token authentication as the registry's own configuration names it. */
  token?: { realm: string; service: string; issuer: string; rootcertbundle: string } | undefined;
  /** Serve TLS with this certificate and key (paths of PEM files). */
  tls?: { certificate: string; key: string } | undefined;
  /** What its upload sessions are signed with; instances behind one name must share it. */
  secret?: string;
  /** The folder of another instance's storage, to serve that too. */
  dataDir?: string;
  /** A free one if not given. */
  port?: number;
  /** Another build of Distribution; Debian's `docker-registry` if not given. */
  binary?: string;
}

export interface RunningRegistry {
  /** `localhost:PORT`, as it stands in a reference. */
  host: string;
  /** `http://localhost:PORT` or `https://…`. */
  url: string;
  /** The root of its filesystem storage: `docker/registry/v2/…` is below it. */
  dataDir: string;
  stop(): Promise<void>;
}

const DEBIAN_BINARY = 'docker-registry';

/** What a page needs to read; the same list as in the README's settings for direct access. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': ['*'],
  'Access-Control-Allow-Methods': ['GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
  'Access-Control-Allow-Headers': [
    'Authorization, Content-Type, Content-Range, Accept, Range, If-None-Match, If-Match',
  ],
  'Access-Control-Expose-Headers': [
    'Docker-Content-Digest, Location, Link, WWW-Authenticate, Range, Docker-Upload-UUID, ETag, Retry-After',
  ],
  'Access-Control-Max-Age': ['7200'],
};

/** Whether the real registry is installed; tests that need it are skipped by name without it. */
export function isRegistryAvailable(binary = DEBIAN_BINARY): boolean {
  return findProgram(binary) !== undefined;
}

/** Whether passwords can be made for it; tests that need one are skipped by name without. */
export function isHtpasswdAvailable(): boolean {
  return !missingProgram('htpasswd');
}

/** Starts the real registry on a free port of the loopback interface, its data in a new folder. */
export async function startRegistry(options: RegistryOptions = {}): Promise<RunningRegistry> {
  const home = await mkdtemp(join(tmpdir(), 'chartroom-registry-'));
  const dataDir = options.dataDir ?? join(home, 'data');
  const config = join(home, 'config.json');
  await writeFile(config, JSON.stringify(await configuration(options, home, dataDir)));

  const env = { PATH: process.env['PATH'], OTEL_TRACES_EXPORTER: 'none' };
  try {
    const server = await startProcess(
      findProgram(options.binary ?? DEBIAN_BINARY) ?? DEBIAN_BINARY,
      ['serve', config],
      env,
      /listening on [^\s"]*?:(\d+)/,
    );
    const host = `localhost:${server.port}`;
    return {
      host,
      url: `${options.tls ? 'https' : 'http'}://${host}`,
      dataDir,
      stop: async () => {
        await server.stop();
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

/** The configuration file; YAML, and so JSON too. */
async function configuration(options: RegistryOptions, home: string, dataDir: string) {
  const auth = options.htpasswd
    ? { htpasswd: { realm: 'tests', path: await htpasswdFile(home, options.htpasswd) } }
    : options.token && { token: options.token };
  return {
    version: 0.1,
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: dataDir },
      delete: { enabled: options.delete ?? true },
    },
    http: {
      addr: `127.0.0.1:${options.port ?? 0}`,
      secret: options.secret ?? 'only for tests',
      headers: options.headers ?? (options.cors === false ? {} : CORS_HEADERS),
      tls: options.tls,
    },
    auth,
    tags: options.maxTags === undefined ? undefined : { maxtags: options.maxTags },
  };
}

/** Writes the file of passwords that registries, and nginx, take. */
export async function htpasswdFile(
  home: string,
  { user, password }: { user: string; password: string },
): Promise<string> {
  const path = join(home, 'htpasswd');
  // The registry takes bcrypt only; 4 rounds keep the tests quick.
  const line = execFileSync('htpasswd', ['-inB', '-C', '4', user], { input: password });
  await writeFile(path, line);
  return path;
}
