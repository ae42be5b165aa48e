/** The chart of Chartroom itself (deploy/chart): helm's verdict, ours, and what it starts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { isNginxAvailable } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { ROOT, runScript } from '../support/start-script.ts';
import { folderSource } from './parity/folder-source.ts';

const CHART = join(ROOT, 'deploy/chart');
const folder = mkdtempSync(join(tmpdir(), 'chartroom-own-chart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that the chart can do. */
const full = join(folder, 'full.yaml');
writeFileSync(
  full,
  `registries:
  - host: localhost:5000
    address: http://127.0.0.1:5000
  - host: registry.example.org
    hosts: [auth.example.org]
    storage: ['https://bucket.example.org']
tokenPaths: [/oauth/v3/token]
chartRepositories: ['https://charts.example.org']
direct: ['https://direct.example.org']
images: ['https://*.example.org']
names: [other.example.org]
trustedProxies: [10.0.0.0/8]
resolver: 127.0.0.1
signIn: { existingSecret: passwords, inFront: true }
tls: { existingSecret: tls }
authorities: { existingConfigMap: authorities }
ingress:
  enabled: true
  className: nginx
  annotations: { nginx.ingress.kubernetes.io/proxy-body-size: '0' }
  tls: [{ secretName: charts-tls, hosts: [charts.example.org] }]
httpRoute: { enabled: true, parentRefs: [{ name: public, namespace: gateways }] }
podDisruptionBudget: { enabled: true }
podAnnotations: { a: b }
commonLabels: { team: harbour }
tolerations: [{ key: a, operator: Exists }]
imagePullSecrets: [{ name: pull }]
`,
);
const OPTIONS = { 'as it is': [], 'with everything on': ['-f', full] };

interface Manifest {
  kind: string;
  data?: Record<string, string>;
}

/** What our own `npm run render` prints. */
const rendered = new Map<string, string>();
function render(...options: string[]): string {
  const script = join(ROOT, 'scripts/render.mjs');
  const args = [script, 'site', CHART, ...options];
  const known = rendered.get(options.join(' '));
  const text = known ?? execFileSync(process.execPath, args, { encoding: 'utf8' });
  rendered.set(options.join(' '), text);
  return text;
}

function settingsOf(...options: string[]): string {
  const manifests = parseAllDocuments(render(...options)).map((each) => each.toJS() as Manifest);
  const file = join(folder, 'settings');
  writeFileSync(file, manifests.find(({ kind }) => kind === 'ConfigMap')?.data?.['settings'] ?? '');
  return file;
}

describe.each(['helm3', 'helm4'] as const)('%s on the chart of Chartroom', (peer) => {
  const helm = findPeer(peer) ?? '';

  it.skipIf(!helm).each(Object.entries(OPTIONS))('finds nothing in it %s', (_, options) => {
    const { stdout } = spawnSync(helm, ['lint', '--strict', CHART, ...options], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed');
    expect(stdout).not.toMatch(/\[(?:INFO|WARNING|ERROR)\]/);
  });

  it.skipIf(!helm)('refuses values that its schema doesn’t know', () => {
    const wrong = ['--set', 'registries[0].host=https://ghcr.io'];
    const { status, stderr } = spawnSync(helm, ['template', 'site', CHART, ...wrong], {
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('/registries/0/host');
  });
});

describe('Chartroom on its own chart', () => {
  const helm = findPeer('helm4') ?? '';
  it.skipIf(!helm).each(Object.entries(OPTIONS))('renders it %s as helm does', (_, options) => {
    const theirs = execFileSync(helm, ['template', 'site', CHART, ...options]).toString();
    expect(render(...options)).toBe(theirs);
  });

  it('finds nothing in it', async () => {
    const compute = createInlineCompute();
    const chart = await compute.packFolder(folderSource(CHART));
    expect(await compute.check(chart)).toEqual([]);
  });

  it('gives its pods no right and no token', () => {
    const manifests = parseAllDocuments(render('-f', full)).map((each) => each.toJS() as Manifest);
    const kinds = manifests.map(({ kind }) => kind);
    expect(kinds.filter((kind) => /Role|Binding/.test(kind))).toEqual([]);
    expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Ingress', 'HTTPRoute', 'Pod']));
    expect(JSON.stringify(manifests)).not.toContain('"automountServiceAccountToken":true');
  });

  it.skipIf(!isNginxAvailable())('writes settings with which nginx starts', () => {
    const { stderr, status } = runScript('check', { SETTINGS: settingsOf() });
    expect(stderr).toContain('test is successful');
    expect(status).toBe(0);
  });

  it('passes all values on to the settings', () => {
    const { stderr } = runScript('check', { SETTINGS: settingsOf('-f', full) });
    // Only the files of the secrets aren't here.
    expect(stderr.match(/^ {2}[A-Z_]+(?=:)/gm)).toEqual(
      ['TLS_CERTIFICATE', 'TLS_KEY', 'PASSWORDS', 'AUTHORITIES'].map((name) => `  ${name}`),
    );
  });
});
