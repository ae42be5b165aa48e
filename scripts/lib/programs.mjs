/** Installs missing programs, if that is possible without asking the user. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { findNginx } from './nginx.mjs';
import { findProgram } from './processes.mjs';
import { findRegistry } from './registry.mjs';

/** @typedef {{ name: string, find: () => unknown, debian: string[] }} Part */

/** @satisfies {Record<string, Part>} */
export const parts = {
  nginx: { name: 'nginx', find: findNginx, debian: ['nginx'] },
  registry: { name: 'a registry', find: findRegistry, debian: ['docker-registry'] },
};

const POLICY = '/usr/sbin/policy-rc.d';
const SAVED_POLICY = `${POLICY}.before-chartroom`;
const APT_TIMEOUT = 300_000;
const DOCKER = ' A registry is also used from Docker, if Docker runs.';

/** Installs missing programs if that is possible here; without them some tests are skipped. */
export async function ensureWherePossible(/** @type {Part[]} */ wanted) {
  for (const part of wanted) {
    await ensure([part]).catch((error) => {
      console.log(`Tests that need ${part.name} are skipped. ${error.message}`);
    });
  }
}

/** Installs missing programs, or throws an error with the command to run. */
export async function ensure(/** @type {Part[]} */ wanted) {
  const missing = wanted.filter((part) => !part.find());
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(' and ');
  const packages = missing.flatMap(({ debian }) => debian);
  const apt = findProgram('apt-get');
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!apt || process.getuid?.() !== 0) {
    const advice = apt
      ? `Install what is missing with\n\n    sudo ${command}\n\nand start again.`
      : `Install it and start again.${missing.includes(parts.registry) ? DOCKER : ''}`;
    throw new Error(`Chartroom needs ${names}, which this machine doesn't have. ${advice}`);
  }
  console.log(`Installing ${packages.join(', ')} …`);
  withoutServices(() => {
    run(apt, ['update', '-q']);
    run(apt, ['install', '-y', '-q', '--no-install-recommends', ...packages]);
  });
  const still = missing.filter((part) => !part.find()).map(({ name }) => name);
  if (still.length > 0) throw new Error(`Installing ${still.join(' and ')} did not help.`);
}

function run(/** @type {string} */ apt, /** @type {string[]} */ args) {
  const options = ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=3'];
  const { status, stdout, stderr } = spawnSync(apt, [...options, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: APT_TIMEOUT,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return;
  throw new Error(`apt-get ${args.join(' ')} failed:\n${`${stdout}${stderr}`.slice(-2_000)}`);
}

/**
 * Debian starts a service as soon as it is installed, unless a policy-rc.d forbids it (Debian
 * Policy, "invoke-rc.d"). Ours does so while `install` runs; afterwards an existing one is
 * restored.
 */
function withoutServices(/** @type {() => void} */ install) {
  if (existsSync(POLICY) && !isOurs(POLICY)) renameSync(POLICY, SAVED_POLICY);
  writeFileSync(POLICY, POLICY_TEXT, { mode: 0o755 });
  try {
    install();
  } finally {
    rmSync(POLICY, { force: true });
    if (existsSync(SAVED_POLICY)) renameSync(SAVED_POLICY, POLICY);
  }
}

const POLICY_TEXT =
  '#!/bin/sh\n# Chartroom, while it installs packages: no service starts.\nexit 101\n';

/** Whether the file is ours, left behind by a run that was killed. */
function isOurs(/** @type {string} */ path) {
  return readFileSync(path, 'utf8') === POLICY_TEXT;
}
