/**
 * The servers in front of deploy/examples, each a real one with the file as it stands, but for ports,
 * the name and the certificate.
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/lib/ports.mjs';
import { findProgram, isReady, spawnBound } from '../../scripts/lib/processes.mjs';
import { copy } from '../../src/core/content/copy.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { isOpensslAvailable, makeCertificate } from '../support/certificate.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { ROOT, runScript } from '../support/start-script.ts';
import { guardedTransport } from '../support/tls-fetch.ts';
import { ask } from './ask.ts';
import { OAUTH2_PROXY, startOauth2Proxy, startStandIn, type Gate } from './gates.ts';

interface Example {
  file: string;
  program: string;
  /** The whole configuration for a test: the example, and what each machine has anyway. */
  wrap?: (example: string, folder: string) => string;
  args: (conf: string, folder: string) => string[];
  /** A second file, which the first one names. */
  further?: string;
  /** Where the site is below the server. */
  path?: string;
  /** What asks for a sign-in. */
  gate?: 'a stand-in' | 'oauth2-proxy itself';
}

const nginx = {
  program: 'nginx',
  args: (conf: string, folder: string) => ['-p', folder, '-c', conf, '-e', 'stderr'],
  wrap: (example: string, folder: string) => {
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    return `daemon off; pid ${folder}/pid; events {} http { access_log off; ${paths.join(' ')}\n${example}}`;
  },
};
const MODULES = ['mpm_event', 'authz_core', 'socache_shmcb', 'ssl', 'proxy', 'proxy_http'];

const EXAMPLES: Example[] = [
  { file: 'nginx-oauth2-proxy.conf', ...nginx, gate: 'a stand-in' },
  { file: 'nginx-oauth2-proxy.conf', ...nginx, gate: 'oauth2-proxy itself' },
  { file: 'nginx-tls.conf', ...nginx },
  { file: 'nginx-sub-path.conf', ...nginx, path: '/chartroom' },
  {
    file: 'apache.conf',
    program: 'apache2',
    args: (conf) => ['-f', conf, '-D', 'FOREGROUND'],
    wrap: (example, folder) => {
      const modules = MODULES.map(
        (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
      );
      const port = /<VirtualHost \*:(\d+)>/.exec(example)?.[1];
      return [
        ...[
          ...modules,
          `ServerRoot ${folder}`,
          `PidFile ${folder}/pid`,
          `Listen 127.0.0.1:${port}`,
        ],
        ...['ServerName localhost', 'ErrorLog /dev/null', 'User nobody', 'Group nogroup'],
        ...[`DefaultRuntimeDir ${folder}`, example],
      ].join('\n');
    },
  },
  {
    file: 'Caddyfile',
    program: 'caddy',
    args: (conf) => ['run', '--config', conf, '--adapter', 'caddyfile'],
    wrap: (example) => `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${example}`,
  },
  { file: 'haproxy.cfg', program: 'haproxy', args: (conf) => ['-f', conf, '-db'] },
  {
    file: 'traefik.yml',
    further: 'traefik-chartroom.yml',
    // Debian has none: CONTRIBUTING.md says how it is built.
    program: process.env['TRAEFIK'] ?? 'traefik',
    args: (conf) => [`--configFile=${conf}`],
  },
];

function exampleText(file: string): Promise<string> {
  return readFile(join(ROOT, 'deploy/examples', file), 'utf8');
}

const runnable = isNginxAvailable() && isRegistryAvailable() && isOpensslAvailable();

describe.skipIf(!runnable)('servers in front of the site, as deploy/examples has them', () => {
  let folder: string;
  let ca: Buffer;
  let registry: RunningRegistry;
  let site: RunningNginx;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chartroom-front-'));
    const { certificate, key } = makeCertificate(folder, 'front');
    ca = await readFile(certificate);
    await writeFile(join(folder, 'front.pem'), Buffer.concat([ca, await readFile(key)]));
    registry = await startRegistry();
    // Its page is enough here: CI builds the app only later.
    const root = join(folder, 'site');
    await mkdir(root);
    await copyFile(join(ROOT, 'index.html'), join(root, 'index.html'));
    const registries = { [registry.host]: registry.url };
    site = await startNginx({ root, registries, signIn: true });
  });

  afterAll(async () => {
    await Promise.all([site?.stop(), registry?.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** The example with this machine's ports, name and certificate. */
  async function adapted({ file, wrap }: Example, port: number, gate?: Gate): Promise<string> {
    const text = await exampleText(file);
    const example = text
      .replace(/(listen |<VirtualHost \*:|bind :)443/, (_, before: string) =>
        before === 'listen ' ? `listen 127.0.0.1:${port}` : `${before}${port}`,
      )
      .replace('bind :', 'bind 127.0.0.1:')
      .replace("address: ':443'", `address: 127.0.0.1:${port}`)
      .replace('/etc/traefik/', `${folder}/`)
      .replace(/^charts\.example\.org \{/m, `https://localhost:${port} {\n\tbind 127.0.0.1`)
      .replace(/\/etc\/ssl\/[a-z.]+\.(crt|key|pem)/g, join(folder, 'front.$1'))
      .replaceAll(/(?:charts|www)\.example\.org/g, 'localhost')
      .replaceAll('127.0.0.1:8080', new URL(site.url).host.replace('localhost', '127.0.0.1'))
      .replaceAll('127.0.0.1:4180', gate?.host ?? '');
    return wrap ? wrap(example, folder) : example;
  }

  it.each(EXAMPLES)('$file names settings that the start script takes', async (example) => {
    const { file, further = file } = example;
    const text = await exampleText(further);
    const [, line = ''] = /^# {5}(NAMES=.+)$/m.exec(text) ?? [];
    const settings = Object.fromEntries(line.split(' ').map((pair) => pair.split('=', 2)));
    const { status, stderr } = runScript('print', settings as Record<string, string>);
    expect([status, stderr]).toEqual([0, '']);
    expect(settings['SIGN_IN_IN_FRONT'] === 'yes').toBe(file === 'nginx-oauth2-proxy.conf');
  });

  for (const example of EXAMPLES) {
    const { file, further, program, args, path = '' } = example;
    const installed = findProgram(program);
    const isMissing = !installed || (example.gate === 'oauth2-proxy itself' && !OAUTH2_PROXY);
    const title = example.gate ? `${file} and ${example.gate}` : file;
    it.skipIf(isMissing)(`${title}: a push goes through and comes back`, async () => {
      const port = await freePort();
      const conf = join(folder, file);
      const start = example.gate === 'a stand-in' ? startStandIn : startOauth2Proxy;
      const gate = example.gate && (await start(folder));
      await writeFile(conf, await adapted(example, port, gate));
      if (further) {
        await writeFile(join(folder, further), await adapted({ ...example, file: further }, port));
      }
      const server = spawnBound(installed ?? program, args(conf, folder), {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, HOME: folder },
      });
      let log = '';
      server.child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
      const url = `https://localhost:${port}`;
      try {
        const answers = async () => (await ask(url, `${path}/config.json`, { ca })).status > 0;
        expect(await isReady(server.child, 15_000, answers), log).toBe(true);
        if (gate) {
          expect((await ask(url, '/', { ca })).headers.location).toBe(`${url}/oauth2/start?rd=/`);
          expect((await ask(url, `/registry/${registry.host}/v2/`, { ca })).status).toBe(401);
        }
        const headers = gate && { Cookie: await gate.signIn(url, ca) };
        const page = await ask(url, `${path}/`, { ca, ...(headers && { headers }) });
        expect([page.status, page.body.toString()]).toEqual([
          200,
          expect.stringContaining('<div id="app">'),
        ]);
        const proxied = new Registry({
          host: registry.host,
          base: `${url}${path}/registry/${registry.host}`,
          proxied: true,
          transport: guardedTransport({ ca, ...(headers && { headers }) }),
        });
        const name = `front/${file.toLowerCase()}`;
        const repository = proxied.repository(name, { push: true });
        const { target, layer } = await sampleArtifact(file, 3_000_000);
        await copy(target, 'sample', repository, '1.0.0');
        expect((await repository.fetch(layer)).size).toBe(layer.size);
        expect((await repository.tags()).names).toEqual(['1.0.0']);
      } finally {
        await server.stop();
        await gate?.stop();
      }
    });
  }
});
