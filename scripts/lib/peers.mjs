/**
 * The other registry clients and servers that Chartroom is tested against. Their versions are
 * pinned only here, and they are installed outside the repository, in the user's cache.
 */
import { join } from 'node:path';
import { cache } from './paths.mjs';

/**
 * @typedef {'helm3' | 'helm4' | 'crane' | 'regctl' | 'oras' | 'registry3' | 'conformance'} PeerName
 * @typedef {{ module: string, command: string, version: string, go: [number, number] }} Peer
 */

/** @type {Record<PeerName, Peer>} `module` is what `go install` takes, `go` the oldest Go it takes. */
export const peers = {
  helm3: { module: 'helm.sh/helm/v3/cmd/helm', command: 'helm', version: 'v3.22.0', go: [1, 26] },
  helm4: { module: 'helm.sh/helm/v4/cmd/helm', command: 'helm', version: 'v4.3.1', go: [1, 26] },
  crane: {
    module: 'github.com/google/go-containerregistry/cmd/crane',
    command: 'crane',
    version: 'v0.22.1',
    go: [1, 25],
  },
  regctl: {
    module: 'github.com/regclient/regclient/cmd/regctl',
    command: 'regctl',
    version: 'v0.11.7',
    go: [1, 26],
  },
  oras: { module: 'oras.land/oras/cmd/oras', command: 'oras', version: 'v1.3.6', go: [1, 26] },
  registry3: {
    module: 'github.com/distribution/distribution/v3/cmd/registry',
    command: 'registry',
    version: 'v3.1.2',
    go: [1, 26],
  },
  conformance: {
    module: 'github.com/opencontainers/distribution-spec/conformance',
    command: 'conformance',
    version: 'v0.0.0-20260716174315-967efdc079b9',
    go: [1, 24],
  },
};

/** The folder that a peer is built into; it contains only the program. */
export function peerFolder(/** @type {PeerName} */ name) {
  const { command, version } = peers[name];
  return join(cache, 'peers', `${command}-${version}`);
}

/** The path of the built peer, whether it exists or not. */
export function peerPath(/** @type {PeerName} */ name) {
  return join(peerFolder(name), peers[name].command);
}
