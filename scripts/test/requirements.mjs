/** What the tests need in addition to the requirements of `npm start`. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { ensure, ensureWherePossible, parts } from '../lib/programs.mjs';
import { findProgram } from '../lib/processes.mjs';
import { buildPeers } from './build-peers.mjs';
import { installNewerNode } from './newer-node.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Tests that need these are skipped by name if they are missing. */
const PEERS = [
  // For passwords and certificates of the registries under test.
  { name: 'htpasswd', find: () => findProgram('htpasswd'), debian: ['apache2-utils'] },
  { name: 'openssl', find: () => findProgram('openssl'), debian: ['openssl'] },
  {
    name: 'GnuPG',
    find: () => findProgram('gpg') && findProgram('gpg-agent'),
    debian: ['gpg', 'gpg-agent'],
  },
  // For the commands that the page shows.
  {
    name: 'curl and jq',
    find: () => findProgram('curl') && findProgram('jq'),
    debian: ['curl', 'jq'],
  },
  // For charts as files.
  { name: 'skopeo', find: () => findProgram('skopeo'), debian: ['skopeo'] },
  // For the start script: a machine of which all is read-only, other shells, a reader's eyes.
  { name: 'bubblewrap', find: () => findProgram('bwrap'), debian: ['bubblewrap'] },
  { name: 'BusyBox', find: () => findProgram('busybox'), debian: ['busybox'] },
  { name: 'ShellCheck', find: () => findProgram('shellcheck'), debian: ['shellcheck'] },
  // For the image.
  { name: 'buildah', find: () => findProgram('buildah'), debian: ['buildah'] },
  // For the examples of servers in front of the site.
  { name: 'Apache', find: () => findProgram('apache2'), debian: ['apache2'] },
  { name: 'Caddy', find: () => findProgram('caddy'), debian: ['caddy'] },
  { name: 'HAProxy', find: () => findProgram('haproxy'), debian: ['haproxy'] },
  {
    name: 'Firefox',
    find: () => findProgram('firefox-esr') ?? findProgram('firefox'),
    debian: ['firefox-esr'],
  },
  {
    name: 'WebKit',
    find: () => findProgram('WebKitWebDriver') && findProgram('Xvfb'),
    debian: ['webkit2gtk-driver', 'xvfb'],
  },
];

/** Installs and builds what is missing; throws if something is missing that all tests need. */
export async function setUp() {
  const findBrowser = () =>
    existsSync(chromium.executablePath()) || BROWSERS.some((name) => findProgram(name));
  await ensure([
    parts.nginx,
    parts.registry,
    { name: 'Chromium', find: findBrowser, debian: ['chromium', 'fonts-liberation'] },
  ]);
  await ensureWherePossible(PEERS);
  buildPeers();
  installNewerNode();
}
