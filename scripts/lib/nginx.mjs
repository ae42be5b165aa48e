/**
 * Runs the real nginx with the shipped nginx.conf, or with a copy that differs only in the blocks
 * marked "deployment".
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import { directive, editBlock, listenAt, setDirective, setRows } from './nginx-block.mjs';
import { answers } from './ports.mjs';
import { findProgram, isReady, spawnBound } from './processes.mjs';

/**
 * The settings that a deployment changes. Those left out stay as shipped.
 * @typedef {object} Deployment
 * @property {number} [port] of the loopback interface
 * @property {[number, number]} [relay] the ports at which nginx reaches its own relay
 * @property {{ certificate: string, key: string } | undefined} [tls] PEM files; only together with
 *   `port`
 * @property {string[]} [names] further names the site is opened by
 * @property {string} [passwords] a file of passwords that the site asks for (auth_basic)
 * @property {boolean} [signIn] whether the page is told of them
 * @property {string} [root] the folder of the built app
 * @property {Record<string, string>} [registries] proxied registries, each with its address
 * @property {Record<string, { of: string, at: string }> | undefined} [hosts] further hosts of a
 *   proxied registry, a token server for instance: the registry, and the host's address
 * @property {Record<string, string[]>} [storage] origins a registry may redirect to
 * @property {string[]} [repositories] chart repositories, and where their archives are
 * @property {string[]} [direct] origins that the page may reach directly
 * @property {string[]} [images] origins of pictures that the page may show
 * @property {string | undefined} [resolver] address of the name server to ask for registries
 * @property {string | undefined} [authorities] PEM file of the certificate authorities to believe
 */

const START_TIMEOUT = 10_000;
/** How many characters of nginx's last messages are kept. */
const LOG_LENGTH = 10_000;

/** The nginx program: the one that `NGINX` names, or the installed one. */
export function findNginx() {
  return process.env.NGINX || findProgram('nginx');
}

/**
 * The text of nginx.conf for a deployment.
 * @param {string} shipped
 * @param {Deployment} to
 */
export function configure(shipped, to) {
  const { names, registries, hosts, storage, repositories, direct, images, relay } = to;
  const relayed = relay ? editBlock(shipped, 'deployment of the relay', relayAt(relay)) : shipped;
  return editBlock(relayed, 'deployment', (block) => {
    let text = block;
    if (to.port) text = setDirective(text, 'listen', listenAt(to.port, to.tls));
    if (to.passwords) {
      const guard = `auth_basic "site";\n        auth_basic_user_file "${to.passwords}"`;
      text = setDirective(text, 'listen', `${directive(text, 'listen')};\n        ${guard}`);
    }
    if (to.signIn) text = setRows(text, '$site_wants_sign_in', { default: '1' });
    if (to.root) text = setDirective(text, 'root', `"${resolve(to.root)}"`);
    if (to.resolver) text = setDirective(text, 'resolver', `${to.resolver} ipv6=off`);
    if (to.authorities) {
      text = setDirective(text, 'proxy_ssl_trusted_certificate', `"${to.authorities}"`);
    }
    if (names) text = setRows(text, '$site_is_known', allowed(names));
    if (direct) text = setRows(text, '$direct', { default: `'${direct.join(' ')}'` });
    if (images) text = setRows(text, '$images', { default: `'${images.join(' ')}'` });
    if (repositories) {
      text = setRows(text, '$repositories', { default: `'${JSON.stringify(repositories)}'` });
    }
    if (registries) {
      const list = JSON.stringify(Object.keys(registries));
      text = setRows(text, '$proxied', { default: `'${list}'` });
      text = setRows(text, '$registry_address', mapValues(registries, byAddress));
    }
    for (const [host, { of, at }] of Object.entries(hosts ?? {})) {
      text = setRows(text, '$listed_as', { [host]: `"${of}"` });
      text = setRows(text, '$registry_address', { [host]: byAddress(at) });
    }
    for (const [registry, origins] of Object.entries(storage ?? {})) {
      const redirects = origins.map((origin) => `${registry} ${origin}`);
      text = setRows(text, '$redirect_is_allowed', allowed(redirects));
    }
    return text;
  });
}

/**
 * @param {[number, number]} ports
 * @returns {(block: string) => string}
 */
function relayAt(ports) {
  return (block) => {
    const shipped = [...new Set(block.match(/(?<=127\.0\.0\.1:)\d+(?=[; ])/g))];
    return block.replace(/(?<=127\.0\.0\.1:)\d+/g, (port) => `${ports[shipped.indexOf(port)]}`);
  };
}

function allowed(/** @type {string[]} */ keys) {
  return Object.fromEntries(keys.map((key) => [key, '1']));
}

/** @param {Record<string, string>} record @param {(value: string) => string} change */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/**
 * An address without `localhost`: nginx would look it up at a name server, which needn't know it.
 */
function byAddress(/** @type {string} */ address) {
  return new URL(address.replace('//localhost', '//127.0.0.1')).origin;
}

/**
 * Starts nginx in the foreground and waits until it serves. It ends with this process.
 * @param {{ prefix: string, conf: string, port: number }} options
 *   `prefix` is the folder that relative paths in `conf` start from
 */
export async function runNginx({ prefix, conf, port }) {
  const program = findNginx();
  if (!program) throw new Error('nginx is not installed');
  const args = ['-p', prefix, '-c', resolve(conf), '-e', 'stderr', '-g', 'daemon off;'];
  const service = spawnBound(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  service.child.stderr
    ?.setEncoding('utf8')
    .on('data', (text) => (log = (log + text).slice(-LOG_LENGTH)));
  const listens = () => answers(port, '127.0.0.1');
  if (await isReady(service.child, START_TIMEOUT, listens)) return service;
  await service.stop();
  throw new Error(`nginx did not start:\n${log}`);
}

/**
 * Writes the copy of `shipped` for a deployment into `folder`, where nginx also keeps its own
 * files.
 * @param {string} shipped path of nginx.conf
 * @param {string} folder
 * @param {Deployment} deployment
 */
export function writeCopy(shipped, folder, deployment) {
  mkdirSync(folder, { recursive: true });
  const text = readFileSync(shipped, 'utf8');
  const conf = join(folder, 'nginx.conf');
  const authorities = deployment.authorities ?? ownAuthorities(text, folder);
  writeFileSync(conf, configure(text, { ...deployment, authorities }));
  return conf;
}

/** Uses Node's certificate authorities if the system has none at the shipped path. */
function ownAuthorities(/** @type {string} */ text, /** @type {string} */ folder) {
  const shipped = directive(text, 'proxy_ssl_trusted_certificate');
  if (shipped && existsSync(shipped)) return undefined;
  const path = join(folder, 'authorities.pem');
  writeFileSync(path, rootCertificates.join('\n'));
  return path;
}
