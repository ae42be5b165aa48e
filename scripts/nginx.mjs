/**
 * Runs the real nginx with the shipped nginx.conf: as it is, or a copy in which nothing but the
 * block marked "deployment" differs.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What a deployment changes. Everything left out stays as shipped.
 * @typedef {object} Deployment
 * @property {number} [port] of the loopback interface
 * @property {string[]} [names] further names the site is opened by
 * @property {string} [root] the folder of the built app
 * @property {Record<string, string>} [registries] proxied registries, each with its address
 * @property {Record<string, string>} [aliases] further hosts of a registry: host → registry
 * @property {Record<string, string[]>} [storage] origins a registry may redirect to
 * @property {string[]} [direct] origins that the page may reach directly
 * @property {string} [authorities] PEM file of the certificate authorities to believe
 */

const BLOCK = /^# --- deployment -+\n[^]*?^# --- end of deployment -+\n/m;
const START_TIMEOUT = 10_000;

/** The nginx program: `NGINX`, or where packages put it, which needn't be on the PATH. */
export function findNginx() {
  if (process.env.NGINX) return process.env.NGINX;
  const path = (process.env.PATH ?? '').split(delimiter);
  const folders = [...path, '/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];
  return folders.map((folder) => join(folder, 'nginx')).find((file) => existsSync(file));
}

/**
 * The text of nginx.conf for a deployment.
 * @param {string} shipped
 * @param {Deployment} deployment
 */
export function configure(shipped, deployment) {
  const block = BLOCK.exec(shipped)?.[0];
  if (!block) throw new Error('nginx.conf has no deployment block');
  return shipped.replace(block, () => edits(deployment).reduce(edit, block));
}

/** @returns {[RegExp, string][]} what to find in the block, and what stands there instead */
function edits(/** @type {Deployment} */ to) {
  /** @type {[RegExp, string][]} */
  const list = [];
  const { registries, aliases, storage } = to;
  if (to.port) list.push([/(?<=^ +listen )[^;]+/m, `127.0.0.1:${to.port}`]);
  if (to.root) list.push([/(?<=^ +root )[^;]+/m, `"${resolve(to.root)}"`]);
  if (to.authorities) {
    list.push([/(?<=proxy_ssl_trusted_certificate )[^;]+/, `"${to.authorities}"`]);
  }
  if (to.direct) list.push(...setDefault('$direct', `'${to.direct.join(' ')}'`));
  if (to.names)
    list.push(
      ...addRows(
        '$site_is_known',
        pairs(to.names, () => '1'),
      ),
    );
  if (registries) {
    const names = Object.keys(registries);
    list.push(...setDefault('$proxied', `'${JSON.stringify(names)}'`));
    list.push([/^ *localhost:5000 .*\n/m, '']);
    const address = (/** @type {string} */ name) => byAddress(registries[name] ?? '');
    list.push(...addRows('$registry_address', pairs(names, address)));
  }
  if (aliases) {
    const registry = (/** @type {string} */ host) => `"${aliases[host]}"`;
    list.push(...addRows('$listed_as', pairs(Object.keys(aliases), registry)));
  }
  if (storage) {
    const redirects = Object.entries(storage).flatMap(([registry, origins]) =>
      origins.map((origin) => `${registry} ${origin}`),
    );
    list.push(
      ...addRows(
        '$redirect_is_allowed',
        pairs(redirects, () => '1'),
      ),
    );
  }
  return list;
}

function pairs(/** @type {string[]} */ keys, /** @type {(key: string) => string} */ value) {
  return keys.map((key) => `        "${key}" ${value(key)};\n`).join('');
}

/** nginx would ask a name server for `localhost`, which needn't know it. */
function byAddress(/** @type {string} */ address) {
  return new URL(address.replace('//localhost', '//127.0.0.1')).origin;
}

/** @returns {[RegExp, string][]} */
function setDefault(/** @type {string} */ map, /** @type {string} */ value) {
  return [[new RegExp(`(?<= \\${map} {\n +default )[^;]+`), value]];
}

/** @returns {[RegExp, string][]} */
function addRows(/** @type {string} */ map, /** @type {string} */ rows) {
  return [[new RegExp(`(?<= \\${map} {\n(?: +volatile;\n)?)`), rows]];
}

function edit(/** @type {string} */ block, /** @type {[RegExp, string]} */ [find, replacement]) {
  if (!find.test(block)) throw new Error(`the deployment block of nginx.conf has no ${find}`);
  return block.replace(find, () => replacement);
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
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-10_000)));
  const exited = new Promise((done) => child.once('exit', done).once('error', done));
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await exited;
  };
  for (const start = Date.now(); Date.now() - start < START_TIMEOUT; await sleep(20)) {
    if (child.exitCode !== null || !child.pid) break;
    if (await answers(url)) return { child, stop };
  }
  await stop();
  throw new Error(`nginx did not start:\n${log}`);
}

async function answers(/** @type {string} */ url) {
  try {
    return (await fetch(`${url}/config.json`)).ok;
  } catch {
    return false;
  }
}

/**
 * Writes the copy of `shipped` for a deployment into `folder`, where nginx keeps its own files too.
 * @param {string} shipped path of nginx.conf
 * @param {string} folder
 * @param {Deployment} deployment
 */
export function writeCopy(shipped, folder, deployment) {
  mkdirSync(folder, { recursive: true });
  const conf = join(folder, 'nginx.conf');
  writeFileSync(conf, configure(readFileSync(shipped, 'utf8'), deployment));
  return conf;
}
