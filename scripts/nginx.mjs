/**
 * Runs the real nginx with the shipped nginx.conf: as it is, or a copy in which nothing but the
 * block marked "deployment" differs.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import { findProgram, isReady, spawnBound } from './processes.mjs';

/**
 * What a deployment changes. Everything left out stays as shipped.
 * @typedef {object} Deployment
 * @property {number} [port] of the loopback interface
 * @property {string[]} [names] further names the site is opened by
 * @property {string} [root] the folder of the built app
 * @property {Record<string, string>} [registries] proxied registries, each with its address
 * @property {Record<string, { of: string, at: string }>} [hosts] further hosts of a proxied registry,
 *   a token server for instance: the registry, and the host's address
 * @property {Record<string, string[]>} [storage] origins a registry may redirect to
 * @property {string[]} [direct] origins that the page may reach directly
 * @property {string} [authorities] PEM file of the certificate authorities to believe
 */

const BLOCK = /^# --- deployment -+\n[^]*?^# --- end of deployment -+\n/m;
const START_TIMEOUT = 10_000;
/** How much of the end of nginx's complaints is kept. */
const LOG_LENGTH = 10_000;

/** The nginx program: the one that `NGINX` names, or the installed one. */
export function findNginx() {
  return process.env.NGINX || findProgram('nginx');
}

/**
 * The text of nginx.conf for a deployment.
 * @param {string} shipped
 * @param {Deployment} deployment
 */
export function configure(shipped, deployment) {
  const block = BLOCK.exec(shipped)?.[0];
  if (!block) throw new Error('nginx.conf has no deployment block');
  return shipped.replace(block, () => configureBlock(block, deployment));
}

function configureBlock(/** @type {string} */ block, /** @type {Deployment} */ to) {
  const { names, registries, hosts, storage, direct } = to;
  let text = block;
  if (to.port) text = setDirective(text, 'listen', `127.0.0.1:${to.port}`);
  if (to.root) text = setDirective(text, 'root', `"${resolve(to.root)}"`);
  if (to.authorities) {
    text = setDirective(text, 'proxy_ssl_trusted_certificate', `"${to.authorities}"`);
  }
  if (names) text = setRows(text, '$site_is_known', all(names, '1'));
  if (direct) text = setRows(text, '$direct', { default: `'${direct.join(' ')}'` });
  if (hosts) {
    text = setRows(
      text,
      '$listed_as',
      mapValues(hosts, ({ of }) => `"${of}"`),
    );
    text = setRows(
      text,
      '$registry_address',
      mapValues(hosts, ({ at }) => byAddress(at)),
    );
  }
  if (registries) {
    text = setRows(text, '$proxied', { default: `'${JSON.stringify(Object.keys(registries))}'` });
    text = setRows(text, '$registry_address', mapValues(registries, byAddress));
  }
  if (storage) {
    const redirects = Object.entries(storage).flatMap(([registry, origins]) =>
      origins.map((origin) => `${registry} ${origin}`),
    );
    text = setRows(text, '$redirect_is_allowed', all(redirects, '1'));
  }
  return text;
}

function setDirective(
  /** @type {string} */ text,
  /** @type {string} */ name,
  /** @type {string} */ value,
) {
  const find = directive(name);
  if (!find.test(text)) throw new Error(`the deployment block of nginx.conf has no ${name}`);
  return text.replace(find, () => value);
}

/** The arguments of a directive. */
function directive(/** @type {string} */ name) {
  return new RegExp(`(?<=^ +${name} +)[^;]+`, 'm');
}

/**
 * Puts rows into a map of the block, in place of those with the same key.
 * @param {string} text
 * @param {string} map
 * @param {Record<string, string>} rows
 */
function setRows(text, map, rows) {
  const body = new RegExp(`(?<=^ +map .* \\${map} {\n)[^]*?(?=^ +}$)`, 'm');
  if (!body.test(text)) throw new Error(`the deployment block of nginx.conf has no ${map}`);
  const added = Object.entries(rows).map(([key, value]) => `        "${key}" ${value};\n`);
  return text.replace(body, (old) => {
    const kept = old.split(/(?<=\n)/).filter((line) => !(keyOf(line) in rows));
    return kept.join('') + added.join('');
  });
}

function keyOf(/** @type {string} */ line) {
  const [, quoted, plain] = /^\s*(?:"([^"]*)"|(\S+))/.exec(line) ?? [];
  return quoted ?? plain ?? '';
}

function all(/** @type {string[]} */ keys, /** @type {string} */ value) {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

/**
 * @template T
 * @param {Record<string, T>} record
 * @param {(value: T) => string} change
 */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** nginx would ask a name server for `localhost`, which needn't know it. */
function byAddress(/** @type {string} */ address) {
  return new URL(address.replace('//localhost', '//127.0.0.1')).origin;
}

/**
 * Starts nginx in the foreground and waits until it serves. It ends with this process.
 * @param {{ prefix: string, conf: string, url: string }} options
 *   `prefix` is the folder that relative paths in `conf` start from
 */
export async function runNginx({ prefix, conf, url }) {
  const program = findNginx();
  if (!program) throw new Error('nginx is not installed');
  const args = ['-p', prefix, '-c', resolve(conf), '-e', 'stderr', '-g', 'daemon off;'];
  const service = spawnBound(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  service.child.stderr
    ?.setEncoding('utf8')
    .on('data', (text) => (log = (log + text).slice(-LOG_LENGTH)));
  const answers = async () => (await fetch(`${url}/config.json`)).ok;
  if (await isReady(service.child, START_TIMEOUT, answers)) return service;
  await service.stop();
  throw new Error(`nginx did not start:\n${log}`);
}

/**
 * Writes the copy of `shipped` for a deployment into `folder`, where nginx keeps its own files too.
 * @param {string} shipped path of nginx.conf
 * @param {string} folder
 * @param {Deployment} deployment
 */
export function writeCopy(shipped, folder, deployment) {
  mkdirSync(folder, { recursive: true });
  const text = readFileSync(shipped, 'utf8');
  const conf = join(folder, 'nginx.conf');
  const authorities = deployment.authorities ?? ownAuthorities(text, folder);
  writeFileSync(conf, configure(text, { ...deployment, ...(authorities && { authorities }) }));
  return conf;
}

/** Node's certificate authorities, where the system has none at the place that is shipped. */
function ownAuthorities(/** @type {string} */ text, /** @type {string} */ folder) {
  const [shipped] = directive('proxy_ssl_trusted_certificate').exec(text) ?? [];
  if (shipped && existsSync(shipped)) return undefined;
  const path = join(folder, 'authorities.pem');
  writeFileSync(path, rootCertificates.join('\n'));
  return path;
}
