/** The chart of Chartroom itself (deploy/chart): helm's verdict, ours, and what it starts. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { isNginxAvailable } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { isOpensslAvailable, makeCertificate } from '../support/certificate.ts';
import {
  isSandboxAvailable,
  ROOT,
  runScript,
  startInstalled,
  unbuiltRelease,
} from '../support/start-script.ts';
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

/** Values that are mistyped, and what is named. */
const WRONG = [
  ['registries[0].host=https://ghcr.io', '/registries/0/host'],
  ['registries[0].adress=http://registry', 'adress'],
  ['registries[0].host=ghcr.io,registries[0].address=registry:5000', '/registries/0/address'],
  ['registry=ghcr.io', 'registry'],
  ['names[0]=https://charts.example.org', '/names/0'],
  ['tls.existingsecret=tls', 'existingsecret'],
  ['replicaCount=two', '/replicaCount'],
  ['ingress.enabled=yes', '/ingress/enabled'],
  ['resolver=dns.example.org', '/resolver'],
  ['ingress.enabled=true,ingress.hosts=null', 'ingress.hosts: name the host'],
  ['httpRoute.enabled=true', 'httpRoute.parentRefs: name your gateway'],
] as const;

/** What a values file turns on, by name. */
const FEATURES: Record<string, object> = {
  registries: {
    registries: [
      { host: 'localhost:5000', address: 'http://127.0.0.1:5000' },
      { host: 'registry.example.org', hosts: ['auth.example.org'] },
      { host: '[2001:db8::1]:5000', storage: ['https://bucket.example.org'] },
    ],
  },
  places: {
    tokenPaths: ['/oauth/v3/token'],
    chartRepositories: ['https://charts.example.org/stable'],
    direct: ['https://direct.example.org'],
    images: ['https://*.example.org'],
  },
  names: { names: ['other.example.org', '[2001:db8::2]'] },
  proxies: { trustedProxies: ['10.0.0.0/8', '2001:db8::/32'] },
  resolver: { resolver: '[::1]' },
  password: { signIn: { existingSecret: 'passwords' } },
  signInInFront: { signIn: { inFront: true } },
  tls: { tls: { existingSecret: 'tls' } },
  authorities: { authorities: { existingSecret: 'authorities' } },
  ingress: { ingress: { enabled: true, hosts: ['a.example.org', 'b.example.org'] } },
  httpRoute: { httpRoute: { enabled: true, parentRefs: [{ name: 'public' }] } },
  longName: { fullnameOverride: 'chartroom-'.repeat(6) },
};

/** What the chart makes of each of the sets of features, all in one process. */
function renderAll(sets: string[][]): string[] {
  const values = (name: string) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(FEATURES[name]));
    return file;
  };
  const lines = sets.map((names) =>
    JSON.stringify({ chart: CHART, name: 'site', output: true, values: names.map(values) }),
  );
  const cases = join(folder, 'cases');
  writeFileSync(cases, lines.join('\n'));
  const args = [join(ROOT, 'scripts/render.mjs'), '--cases', cases];
  const results = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 });
  return results
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);
}

/** The folder that has what the pod mounts from secrets. */
function mountSecrets(): string {
  const mounted = join(folder, 'mounted');
  for (const name of ['passwords', 'tls', 'authorities']) {
    mkdirSync(join(mounted, name), { recursive: true });
  }
  const { certificate, key } = makeCertificate(folder, 'own');
  copyFileSync(certificate, join(mounted, 'tls/tls.crt'));
  copyFileSync(key, join(mounted, 'tls/tls.key'));
  copyFileSync(certificate, join(mounted, 'authorities/ca.crt'));
  writeFileSync(join(mounted, 'passwords/htpasswd'), 'mate:$2y$05$hash\n');
  return mounted;
}

/** A file with the settings of the ConfigMap, with paths of this machine and without the port. */
function settingsIn(text: string, mounted: string): string {
  const file = join(folder, 'own-settings');
  const settings = configuration(text)
    .replaceAll('/etc/chartroom/', `${mounted}/`)
    .replace(/^LISTEN=.*\n/m, '');
  writeFileSync(file, settings);
  return file;
}

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

/** What the ConfigMap has for the start script. */
function configuration(text: string): string {
  const manifests = parseAllDocuments(text).map((each) => each.toJS() as Manifest);
  return manifests.find(({ kind }) => kind === 'ConfigMap')?.data?.['settings'] ?? '';
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

  it.skipIf(!helm).each(WRONG)('refuses %s, and names it', (wrong, place) => {
    const { status, stderr } = spawnSync(
      helm,
      ['template', 'site', CHART, '--kube-version', '1.30.0', '--set', wrong],
      {
        encoding: 'utf8',
      },
    );
    expect(status).not.toBe(0);
    expect(stderr).toContain(place);
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

  describe.skipIf(!isNginxAvailable() || !isOpensslAvailable())(
    'writes settings that nginx takes',
    () => {
      const names = Object.keys(FEATURES);
      const sets = Object.fromEntries([
        ['nothing', []],
        ...names.map((name) => [name, [name]]),
        ...names.map((name) => [`all but ${name}`, names.filter((each) => each !== name)]),
        ['all', names],
      ]) as Record<string, string[]>;
      let texts: string[] = [];
      let mounted = '';
      beforeAll(() => {
        texts = renderAll(Object.values(sets));
        mounted = mountSecrets();
      });

      it.each(Object.keys(sets).map((name, i) => [name, i] as const))('with %s', (_, i) => {
        const { stderr } = runScript('check', { SETTINGS: settingsIn(texts[i] ?? '', mounted) });
        expect(stderr).toContain('The settings are right');
      });
    },
  );

  it.skipIf(!isNginxAvailable() || !isOpensslAvailable() || !isSandboxAvailable())(
    'is started by the image with everything on, and answers',
    async () => {
      const [text = ''] = renderAll([Object.keys(FEATURES)]);
      const settings = { SETTINGS: settingsIn(text, mountSecrets()) };
      const site = await startInstalled(await unbuiltRelease(folder), folder, settings);
      expect(site.health()).toBe(0);
      expect(await site.signal('SIGQUIT')).toBe(0);
      await site.stop();
    },
  );

  it('passes all values on to the settings', () => {
    const file = join(folder, 'settings');
    writeFileSync(file, configuration(render('-f', full)));
    const { stderr } = runScript('check', { SETTINGS: file });
    // Only the files of the secrets aren't here.
    expect(stderr.match(/^ {2}[A-Z_]+(?=:)/gm)).toEqual(
      ['TLS_CERTIFICATE', 'TLS_KEY', 'PASSWORDS', 'AUTHORITIES'].map((name) => `  ${name}`),
    );
  });
});
