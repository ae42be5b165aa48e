/** Every command that the page offers, run by the shell with the real clients. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Registry } from '../../src/core/registry/registry.ts';

import { clientCommands, signInCommands } from '../../src/text/client-commands.ts';
import type { CommandSubject } from '../../src/text/commands.ts';
import { installation } from '../../src/text/install.ts';
import { shellPath, shellWord } from '../../src/text/shell.ts';
import { parseReference } from '../../src/core/oci/reference.ts';
import { nodeTransport } from '../support/http.ts';
import { missingProgram } from '../support/programs.ts';
import { findPeer, type PeerName } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';

const HELMS: PeerName[] = ['helm3', 'helm4'];
const CLIENTS = ['oras', 'crane', 'regctl', 'curl'] as const;
const VERSION = '1.2.3+b.4';
const CHARTS = { app: { type: 'application' }, lib: { type: 'library' } };

let folder: string;
let registry: RunningRegistry;

/** Runs a command as somebody does who has copied it; returns what it prints. */
function run(command: string, peer: PeerName | undefined, cwd = folder): string {
  const program = peer && findPeer(peer);
  const PATH = program ? `${dirname(program)}:${process.env['PATH']}` : process.env['PATH'];
  const env = { ...process.env, PATH, HOME: folder, REGCTL_CONFIG: join(folder, 'regctl.json') };
  return execFileSync('bash', ['-euc', command], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** The pushed chart `name` as the page has it, and its manifest as it is stored. */
async function published(name: keyof typeof CHARTS) {
  const version = VERSION;
  const reference = parseReference(`${registry.host}/charts/${name}:${version}`);
  const source = new Registry({ host: registry.host, transport: nodeTransport }).repository(
    `charts/${name}`,
  );
  const { descriptor, blob } = await source.fetchManifest(reference.tag ?? '');
  const text = await blob.text();
  const subject: CommandSubject = {
    reference,
    digest: descriptor.digest,
    format: 'helm',
    version,
    plainHttp: true,
  };
  const archive = { digest: JSON.parse(text).layers[0].digest, name: `${name}-${version}.tgz` };
  return { subject: { ...subject, archive }, text, archive };
}

describe.skipIf(!isRegistryAvailable() || !findPeer('helm3'))('the commands on the page', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chartroom-commands-'));
    registry = await startRegistry();
    for (const [name, { type }] of Object.entries(CHARTS)) {
      const chart = join(folder, name);
      mkdirSync(join(chart, 'templates'), { recursive: true });
      const yaml = { apiVersion: 'v2', name, version: VERSION, type };
      writeFileSync(join(chart, 'Chart.yaml'), JSON.stringify(yaml));
      const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n';
      if (name === 'app') writeFileSync(join(chart, 'templates/map.yaml'), map);
      run(
        `helm package ${name} && helm push ${name}-1.2.3+b.4.tgz oci://${registry.host}/charts --plain-http`,
        'helm3',
      );
    }
  });

  afterAll(async () => {
    await registry?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.for(HELMS)('%s', (helm) => {
    beforeEach(({ skip }) => skip(!findPeer(helm), `${helm} is not installed`));

    it('shows and pulls the chart, by version and by digest', async () => {
      const { subject, archive } = await published('app');
      const byDigest = {
        ...subject,
        reference: { ...subject.reference, tag: undefined, digest: subject.digest },
      };
      for (const asked of [subject, byDigest]) {
        const [first] = clientCommands(asked);
        expect(first?.client).toBe('helm');
        const out = mkdtempSync(join(folder, 'pull-'));
        expect(run(first?.commands ?? '', helm, out)).toContain('version: 1.2.3+b.4');
        // Helm names what it pulls by digest after that digest.
        const [saved = ''] = readdirSync(out);
        expect(`sha256:${sha256(readFileSync(join(out, saved)))}`).toBe(archive.digest);
      }
    });

    it('installs an application, from the registry or from its file', async () => {
      const { subject } = await published('app');
      const chart = { name: 'app', version: VERSION };
      const old = { ...subject, format: 'two-layer' } as const;
      const odd = { ...chart, name: 'My_App' };
      for (const file of ['My_App-1.2.3+b.4.tgz', "it's; touch x-1.tgz"]) {
        copyFileSync(join(folder, 'app-1.2.3+b.4.tgz'), join(folder, file));
      }
      for (const text of [
        installation(chart, subject).text,
        installation(odd, subject).text,
        installation(chart, old).text,
        installation(odd, undefined).text,
        installation({ name: "it's; touch x", version: '1' }, undefined).text,
      ]) {
        expect(text).toMatch(/^helm install /);
        // Both commands read their arguments alike, but this one needs no cluster.
        const templating = text.replace('helm install', 'helm template');
        expect(run(templating, helm), text).toContain('kind: ConfigMap');
      }
    });

    it('finds a library by the lines for Chart.yaml', async () => {
      const { subject } = await published('lib');
      const { text } = installation({ name: 'lib', version: VERSION, type: 'library' }, subject);
      const user = join(folder, `user-${helm}`);
      mkdirSync(user);
      writeFileSync(
        join(user, 'Chart.yaml'),
        `apiVersion: v2\nname: user\nversion: 1.0.0\ndependencies:\n${text}\n`,
      );
      run('helm dependency update --plain-http .', helm, user);
      expect(run('tar tzf charts/lib-1.2.3+b.4.tgz', helm, user)).toContain('lib/Chart.yaml');
    });
  });

  it.skipIf(missingProgram('htpasswd'))('signs each client in', async ({ skip }) => {
    const missing = (['helm4', 'oras', 'crane', 'regctl'] as const).find((name) => !findPeer(name));
    skip(missing !== undefined, `${missing} is not installed`);
    const [user, password] = ['mate', 'sextant'];
    const closed = await startRegistry({ htpasswd: { user, password } });
    try {
      const lines = signInCommands(closed.host).split('\n');
      expect(lines.map((line) => line.split(' ')[0])).toEqual(['helm', 'oras', 'crane', 'regctl']);
      for (const line of lines) {
        const [client = ''] = line.split(' ');
        const peer = client === 'helm' ? 'helm4' : (client as PeerName);
        const config = `regctl registry set ${closed.host} --tls disabled`;
        if (client === 'regctl') run(config, peer);
        const plain = client === 'helm' || client === 'oras' ? ' --plain-http' : '';
        const attempt = (word: string) => run(`${line} -u ${user} -p ${word}${plain}`, peer);
        attempt(password);
        // crane believes what it is told until it asks for something.
        if (client !== 'crane') expect(() => attempt('wrong'), client).toThrow();
      }
    } finally {
      await closed.stop();
    }
  });

  it.for(CLIENTS)('%s gets the same manifest, and the same bytes', async (client, { skip }) => {
    skip(client !== 'curl' && !findPeer(client), `${client} is not installed`);
    const { subject, text, archive } = await published('app');
    const commands = clientCommands(subject).find((one) => one.client === client)?.commands ?? '';
    const peer = client === 'curl' ? undefined : client;
    const out = mkdtempSync(join(folder, 'fetch-'));
    expect(JSON.parse(run(commands, peer, out))).toEqual(JSON.parse(text));
    expect(`sha256:${sha256(readFileSync(join(out, archive.name)))}`).toBe(archive.digest);
  });
});

it('a name from a chart is one word for the shell, whatever is in it', () => {
  const names = [`it's`, '$(touch x)', '`id`', 'a b', '-rf', 'x;ls', 'a\nb', '"', '\\', 'ü'];
  const printed = (words: string[]) =>
    execFileSync('bash', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1);
  expect(printed(names.map(shellWord))).toEqual(names);
  const paths = printed(names.map(shellPath)).map((path) => path.replace(/^\.\//, ''));
  expect(paths).toEqual(names);
});
