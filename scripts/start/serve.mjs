/**
 * Starts the registry and the page, prints their addresses, and ends them together with this
 * process.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { buildIfStale } from '../lib/build.mjs';
import { startDevServer } from './dev-server.mjs';
import { ensure, parts } from '../lib/programs.mjs';
import { runNginx, writeCopy } from '../lib/nginx.mjs';
import { root, state } from '../lib/paths.mjs';
import { freePort, requirePort } from '../lib/ports.mjs';
import { startRegistry } from '../lib/registry.mjs';

const PAGE_PORT = 8080;
const REGISTRY_PORT = 5000;

/** @typedef {{ name: string, exited: Promise<unknown>, stop: () => Promise<void> }} Service */

/** @param {{ dev: boolean }} options */
export async function serve({ dev }) {
  const port = Number(process.env.PORT || PAGE_PORT);
  const registryPort = Number(process.env.REGISTRY_PORT || REGISTRY_PORT);
  /** @type {Service[]} */
  const services = [];
  const end = endOnce(services);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
  endWithParent(end);

  try {
    await requirePort(port, 'PORT');
    await requirePort(registryPort, 'REGISTRY_PORT');
    await ensure([parts.nginx, parts.registry]);
    if (!dev) buildIfStale();
    mkdirSync(state, { recursive: true });

    services.push(await startRegistry(registryPort));
    const nginxPort = dev ? await freePort() : port;
    services.push(await startNginx(nginxPort, registryPort));
    if (dev) services.push(await startDevServer(port, nginxPort));
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    return end(1);
  }
  for (const { name, exited } of services) {
    const ended = () => {
      if (!end.begun) console.error(`\n${name} ended by itself; its log is in .chartroom/.`);
      end(1);
    };
    exited.then(ended, ended);
  }
  greet(port, registryPort);
}

/**
 * Runs nginx with the shipped nginx.conf, adapted to the ports and the name server of this machine.
 */
async function startNginx(/** @type {number} */ port, /** @type {number} */ registryPort) {
  const registry = `localhost:${registryPort}`;
  const moved = {
    registries: { [registry]: `http://${registry}` },
    direct: [`http://${registry}`],
  };
  const conf = writeCopy(`${root}/nginx.conf`, state, {
    resolver: nameServer(),
    relay: [await freePort(), await freePort()],
    ...(port !== PAGE_PORT && { port }),
    ...(registryPort !== REGISTRY_PORT && moved),
  });
  const nginx = await runNginx({ prefix: root, conf, port });
  return { name: 'nginx', ...nginx };
}

/** The first one in resolv.conf(5), as nginx writes it. */
function nameServer() {
  try {
    const text = readFileSync('/etc/resolv.conf', 'utf8');
    const address = /^nameserver\s+([0-9a-f.:]+)\s*$/im.exec(text)?.[1];
    return address?.includes(':') ? `[${address}]` : address;
  } catch {
    return undefined;
  }
}

/** Ends everything that was started, the last first, and then this process. */
function endOnce(/** @type {Service[]} */ services) {
  const stopAll = async () => {
    for (const { stop } of [...services].reverse()) await stop();
  };
  const end = (/** @type {number} */ code) => {
    if (end.begun) return;
    end.begun = true;
    stopAll()
      .catch(console.error)
      .finally(() => process.exit(code));
  };
  end.begun = false;
  return end;
}

/**
 * A killed npm can't notify the shell and the script that it runs, which would then run on forever.
 * So this watches for its end.
 */
function endWithParent(/** @type {(code: number) => void} */ end) {
  if (!process.env.npm_lifecycle_event) return;
  const started = ancestors();
  setInterval(() => ancestors() !== started && end(0), 1000).unref();
}

/** The shell that started this process and, if it can be found, the npm that started the shell. */
function ancestors() {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
    return `${process.ppid} ${/^PPid:\s*(\d+)/m.exec(status)?.[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}

function greet(/** @type {number} */ port, /** @type {number} */ registryPort) {
  const example = existsSync(`${root}/tests/fixtures/mychart`)
    ? 'tests/fixtures/mychart'
    : 'the folder of a chart';
  console.log(`
Chartroom is at http://localhost:${port}, a registry of your own at localhost:${registryPort}.

  1. Choose ${example} as Chart folder
  2. Type localhost:${registryPort}/mychart:2.7.1 as Reference
  3. Press Push

Ctrl-C ends both. What you push stays in .chartroom/registry.`);
}
