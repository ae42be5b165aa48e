import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { peerPath, type PeerName } from '../../scripts/lib/peers.mjs';

export type { PeerName };

/**
 * The path of another registry client or server, or undefined where it isn't installed: what the
 * environment names (`HELM3`, `HELM4`, `CRANE`, `REGCTL`, `REGISTRY3`), else the pinned build that
 * `npm run setup` made, else, for helm, the one on the PATH if its major version fits.
 */
export function findPeer(name: PeerName): string | undefined {
  const named = process.env[name.toUpperCase()];
  if (named) return named;
  const built = peerPath(name);
  if (existsSync(built)) return built;
  if (name === 'helm3') return helmOnPath('v3.');
  if (name === 'helm4') return helmOnPath('v4.');
  return undefined;
}

function helmOnPath(major: string): string | undefined {
  try {
    const version = execFileSync('helm', ['version', '--short'], { encoding: 'utf8' });
    return version.startsWith(major) ? 'helm' : undefined;
  } catch {
    return undefined;
  }
}
