/** The registry of `npm start`: Distribution as Debian packages it, or any other build of it. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { state } from './paths.mjs';
import { peerPath } from './peers.mjs';
import { findProgram, isReady, spawnBound } from './processes.mjs';

/**
 * The headers that a page needs to reach the registry directly. They allow any page, since this
 * registry is for trying things out and serves only this machine.
 */
export const CORS_HEADERS = {
  'Access-Control-Allow-Origin': ['*'],
  'Access-Control-Allow-Methods': ['GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'],
  'Access-Control-Allow-Headers': [
    'Authorization, Content-Type, Content-Range, Accept, Range, If-None-Match, If-Match',
  ],
  'Access-Control-Expose-Headers': [
    'Docker-Content-Digest, Docker-Upload-UUID, Docker-Distribution-API-Version, Location, Link, ' +
      'WWW-Authenticate, Range, Content-Range, Accept-Ranges, ETag, Retry-After, Warning, ' +
      'OCI-Subject, OCI-Filters-Applied, OCI-Tag, OCI-Chunk-Min-Length, OCI-Chunk-Max-Length, ' +
      'RateLimit-Limit, RateLimit-Remaining',
  ],
  'Access-Control-Max-Age': ['7200'],
};

/** The image that is used if there is Docker but no program. */
const IMAGE = 'registry:2';
const START_TIMEOUT = 15_000;
const DOCKER_TIMEOUT = 180_000;

/** How to run a registry here: a program, Docker, or undefined. */
export function findRegistry() {
  const program =
    findProgram('docker-registry') ?? findDistribution() ?? findProgram(peerPath('registry3'));
  if (program) return { program, docker: false };
  const docker = findProgram('docker');
  const works = docker && spawnSync(docker, ['info'], { stdio: 'ignore' }).status === 0;
  return works ? { program: docker, docker: true } : undefined;
}

/** Other programs are called `registry` as well. */
function findDistribution() {
  const program = findProgram('registry');
  const version = program && spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout;
  return version && /distribution/.test(version) ? program : undefined;
}

/** Starts it at localhost:`port`, with its data in .chartroom/registry. */
export async function startRegistry(/** @type {number} */ port) {
  const found = findRegistry();
  if (!found) throw new Error('no registry is installed');
  const data = join(state, 'registry');
  const config = join(state, 'registry.json');
  const log = join(state, 'registry.log');
  mkdirSync(data, { recursive: true });
  const settings = found.docker
    ? configuration('/var/lib/registry', ':5000')
    : configuration(data, `127.0.0.1:${port}`);
  // JSON is YAML, which is what the registry reads.
  writeFileSync(config, JSON.stringify(settings, null, 2));

  const args = found.docker ? dockerArgs(port, data, config) : ['serve', config];
  const output = openSync(log, 'w');
  const service = spawnBound(found.program, args, { stdio: ['ignore', output, output] });
  const timeout = found.docker ? DOCKER_TIMEOUT : START_TIMEOUT;
  const answers = async () => (await fetch(`http://127.0.0.1:${port}/v2/`)).ok;
  if (await isReady(service.child, timeout, answers)) return { name: 'The registry', ...service };
  await service.stop();
  throw new Error(`The registry did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
}

function configuration(/** @type {string} */ data, /** @type {string} */ addr) {
  return {
    version: 0.1,
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: data }, delete: { enabled: true } },
    http: { addr, secret: randomBytes(16).toString('hex'), headers: CORS_HEADERS },
  };
}

/** @param {number} port @param {string} data @param {string} config */
function dockerArgs(port, data, config) {
  const user = process.getuid ? ['--user', `${process.getuid()}:${process.getgid?.()}`] : [];
  return [
    'run',
    '--rm',
    ...user,
    ...['-p', `127.0.0.1:${port}:5000`],
    ...['-v', `${data}:/var/lib/registry`],
    ...['-v', `${config}:/etc/docker/registry/config.yml:ro`],
    IMAGE,
  ];
}
