/** Builds the programs of ../lib/peers.mjs with Go. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { peerFolder, peerPath, peers } from '../lib/peers.mjs';
import { findProgram } from '../lib/processes.mjs';

/** The time for building all peers; the tests of those that aren't ready by then are skipped. */
const TIME = 8 * 60_000;

/**
 * Builds the missing peers if a recent enough Go is installed. Without Go or a network, the tests
 * that need them are skipped by name, which isn't an error.
 */
export function buildPeers() {
  const go = findGo();
  const deadline = Date.now() + TIME;
  for (const name of /** @type {(keyof typeof peers)[]} */ (Object.keys(peers))) {
    if (existsSync(peerPath(name))) continue;
    const { module, version, go: needed } = peers[name];
    if (!go || compare(go.version, needed) < 0) {
      console.log(`Not built: ${name}, which needs Go ${needed.join('.')} or later.`);
      continue;
    }
    console.log(`Building ${name} ${version} …`);
    const { status, stderr } = spawnSync(go.program, ['install', `${module}@${version}`], {
      encoding: 'utf8',
      timeout: Math.max(1, deadline - Date.now()),
      env: {
        ...process.env,
        GOBIN: peerFolder(name),
        GOTOOLCHAIN: 'local',
        GOFLAGS: '-trimpath',
        CGO_ENABLED: '0',
      },
    });
    const reason = status === null ? 'It took too long.' : lastLine(stderr);
    if (status !== 0) console.log(`Not built: ${name}. ${reason}`);
  }
}

function findGo() {
  const program = findProgram('go') ?? findProgram('/usr/local/go/bin/go');
  if (!program) return undefined;
  const { stdout } = spawnSync(program, ['env', 'GOVERSION'], { encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  return { program, version: [Number(major), Number(minor)] };
}

function compare(
  /** @type {number[]} */ [major = 0, minor = 0],
  /** @type {number[]} */ [a = 0, b = 0],
) {
  return major - a || minor - b;
}

function lastLine(/** @type {string | null} */ text) {
  return text?.trim().split('\n').at(-1) ?? '';
}
