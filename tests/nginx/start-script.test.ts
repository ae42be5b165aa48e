import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configure } from '../../scripts/lib/nginx.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { findProgram, isReady, spawnBound } from '../../scripts/lib/processes.mjs';
import { isOpensslAvailable, makeCertificate } from '../support/certificate.ts';
import { isNginxAvailable } from '../support/nginx.ts';
import {
  BUSYBOX_PROGRAMS,
  PATH,
  ROOT,
  runScript,
  START,
  type Settings,
} from '../support/start-script.ts';
import { REFUSED } from './refused-settings.ts';

/** Every setting, each with a good value; those that name files are tried where there are files. */
const ALL: Settings = {
  REGISTRIES: 'registry.example.org:5000 ghcr.io localhost:5001',
  REGISTRY_ADDRESSES:
    'registry.example.org:5000=http://localhost:5000 ghcr.io=https://10.0.0.1:8443',
  REGISTRY_HOSTS: 'auth.example.org=registry.example.org:5000',
  TOKEN_PATHS: '/oauth/v3/token',
  STORAGE: 'registry.example.org:5000=https://bucket.example.org',
  CHART_REPOSITORIES: 'https://charts.example.org/stable http://localhost:8879',
  DIRECT: 'https://direct.example.org',
  IMAGES: 'https://*.example.org https://raw.example.net',
  NAMES: 'charts.example.org charts',
  LISTEN: '127.0.0.1:8099',
  TRUSTED_PROXIES: '10.0.0.0/8 ::1',
  RESOLVER: '[::1]',
  RELAY_PORTS: '18079 18078',
  SIGN_IN_IN_FRONT: 'yes',
};

describe('the start script', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chartroom-start-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(REFUSED)('refuses %j by name before nginx starts', (settings, words) => {
    const { status, stdout, stderr } = runScript('start', settings);
    expect(stderr).toContain(words);
    expect([status, stdout]).toEqual([78, '']);
  });

  it('says all that is wrong at once', () => {
    const { stderr } = runScript('check', { REGISTRIES: 'A.b', NAMES: 'B', LISTEN: 'c' });
    expect(stderr.match(/^ {2}[A-Z_]+(?=:)/gm)).toEqual(['  REGISTRIES', '  NAMES', '  LISTEN']);
  });

  it('says of each thing once what is wrong with it', () => {
    const { stderr } = runScript('check', {
      REGISTRIES: 'http//x A.b',
      REGISTRY_ADDRESSES: 'http//x',
      REGISTRY_HOSTS: 'a',
      STORAGE: 'b',
      LISTEN: '700000',
      RUN_AS: userInfo().username,
      PASSWORDS: '/none',
    });
    expect(stderr.match(/^ {2}[A-Z_]+: (?:"[^"]*"|\S+)/gm)).toEqual([
      '  REGISTRIES: "http//x"',
      '  REGISTRIES: "A.b"',
      '  REGISTRY_ADDRESSES: "http//x"',
      '  REGISTRY_HOSTS: "a"',
      '  STORAGE: "b"',
      '  LISTEN: "700000"',
      '  PASSWORDS: there',
    ]);
  });

  it.skipIf(!isNginxAvailable())('says by name what nginx itself refuses', async () => {
    const refusal = (settings: Settings) => {
      const { status, stderr } = runScript('start', settings);
      expect(status).toBe(78);
      return stderr;
    };
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const taken = `another program listens at`;
    expect(refusal({ LISTEN: `127.0.0.1:${port}` })).toContain(
      `LISTEN: ${taken} 127.0.0.1:${port}`,
    );
    expect(refusal({ LISTEN: `${port}` })).toContain(`LISTEN: ${taken} ${port}`);
    const relay = { LISTEN: `${await freePort()}`, RELAY_PORTS: `${await freePort()} ${port}` };
    expect(refusal(relay)).toContain(`RELAY_PORTS: ${taken} ${port}`);
    // To try the settings of a site that runs is no fault.
    expect(runScript('check', { LISTEN: `127.0.0.1:${port}` }).status).toBe(0);
    other.close();
    const absent = refusal({ LISTEN: '192.0.2.1:8080' });
    expect(absent).toContain("LISTEN: this machine can't listen at 192.0.2.1:8080");
    expect(absent).toContain('[emerg] bind() to 192.0.2.1:8080 failed');
    expect(refusal({ LISTEN: '127.0.0.1:18099 127.0.0.1:18099' })).toContain(
      'LISTEN: 127.0.0.1:18099 stands twice',
    );
  });

  it.skipIf(!isNginxAvailable() || !isOpensslAvailable())(
    'says which of the files for TLS is the wrong one',
    () => {
      const [one, other] = [makeCertificate(folder, 'one'), makeCertificate(folder, 'other')];
      const refusal = (TLS_CERTIFICATE: string, TLS_KEY: string) =>
        runScript('check', { TLS_CERTIFICATE, TLS_KEY }).stderr;
      expect(refusal(one.certificate, other.key)).toContain(
        "TLS_KEY: this key isn't the one of TLS_CERTIFICATE",
      );
      expect(refusal(one.key, one.key)).toContain(`TLS_CERTIFICATE: ${one.key} has no line`);
      const broken = join(folder, 'broken.pem');
      writeFileSync(broken, '-----BEGIN CERTIFICATE-----\n');
      expect(refusal(broken, one.key)).toContain('TLS_CERTIFICATE: nginx reads no certificate');
      writeFileSync(broken, '-----BEGIN PRIVATE KEY-----\n');
      expect(refusal(one.certificate, broken)).toContain('TLS_KEY: nginx reads no key');
      writeFileSync(broken, '-----BEGIN ENCRYPTED PRIVATE KEY-----\n');
      expect(refusal(one.certificate, broken)).toContain(`TLS_KEY: ${broken} is encrypted`);
    },
  );

  it.skipIf(process.getuid?.() !== 0 || !findProgram('runuser'))(
    'says which file the user of RUN_AS may not read',
    () => {
      const passwords = join(folder, 'private');
      writeFileSync(passwords, 'mate:$2y$05$hash\n', { mode: 0o600 });
      const { stderr } = runScript('print', { RUN_AS: 'nobody', PASSWORDS: passwords });
      expect(stderr).toContain(`RUN_AS: nobody may not read ${passwords}`);
    },
  );

  it('writes what the project’s own scripts write into the block', async () => {
    const { stdout, stderr } = runScript('print', {
      REGISTRIES: 'registry.example.org:5000 localhost:5001',
      REGISTRY_ADDRESSES: 'registry.example.org:5000=https://10.0.0.1:8443',
      NAMES: 'charts.example.org',
      LISTEN: '127.0.0.1:8099',
      DIRECT: 'https://direct.example.org',
      CHART_REPOSITORIES: 'https://charts.example.org',
      STORAGE: 'localhost:5001=https://bucket.example.org',
      RELAY_PORTS: '18079 18078',
      RESOLVER: '10.0.0.2',
    });
    expect(stderr).toBe('');
    const shipped = await readFile(join(ROOT, 'nginx.conf'), 'utf8');
    const expected = configure(shipped, {
      port: 8099,
      relay: [18079, 18078],
      names: ['charts.example.org'],
      registries: {
        'registry.example.org:5000': 'https://10.0.0.1:8443',
        'localhost:5001': 'http://localhost:5001',
      },
      direct: ['https://direct.example.org'],
      repositories: ['https://charts.example.org'],
      storage: { 'localhost:5001': ['https://bucket.example.org'] },
      resolver: '10.0.0.2',
      root: join(ROOT, 'dist'),
      authorities: '/etc/ssl/certs/ca-certificates.crt',
    });
    expect(meaning(stdout)).toEqual(meaning(expected));
  });

  it('reads the same from a file: comments, quotes, lists over several lines, CRLF', () => {
    const lines = Object.entries(ALL).flatMap(([name, value], i) => {
      const [first, ...more] = value.split(' ');
      if (i % 3 === 0) return [`${name}="${value}"`];
      return [`# ${name}`, ` ${name} = ${first}`, ...more.map((word) => `\t${word}`)];
    });
    const file = join(folder, 'settings');
    writeFileSync(file, lines.map((line) => line.replace(/^ (?=[A-Z])/, '')).join('\r\n'));
    const { stdout } = runScript('print', { SETTINGS: file, REGISTRIES: 'other.example.org' });
    expect(stdout).toBe(runScript('print', ALL).stdout);
    expect(stdout).toContain('"registry.example.org:5000", "ghcr.io", "localhost:5001"');
  });

  it('refuses a file with a line that it doesn’t know, and runs nothing of it', () => {
    const file = join(folder, 'mistaken');
    const ran = join(folder, 'ran');
    const command = `NAMES=$(touch ${ran})\`touch ${ran}\``;
    writeFileSync(file, `REGISTRY=ghcr.io\nREGISTRIES\nDIRECT=\nDIRECT=\n${command}\n`);
    const { status, stderr } = runScript('check', { SETTINGS: file });
    expect(stderr).toContain('SETTINGS: there is no setting "REGISTRY"');
    expect(stderr).toContain('SETTINGS: the line "REGISTRIES" lacks a =');
    expect(stderr).toContain('DIRECT: stands twice in the file');
    expect(stderr).toContain('NAMES: "$(touch" won\'t do');
    expect(status).toBe(78);
    expect(findProgram(ran)).toBeUndefined();
  });

  it('takes a setting of the file that has no value for what it is, and leaves lists without words', () => {
    const file = join(folder, 'empty');
    const answer = (lines: string) => {
      writeFileSync(file, lines);
      const { status, stderr } = runScript('print', { SETTINGS: file, DIRECT: '', NAMES: '' });
      return { status, names: stderr.match(/^ {2}[A-Z_]+(?=: is written, but empty)/gm) };
    };
    expect(answer('PASSWORDS=\nREGISTRIES=""\nTLS_KEY=\nTLS_CERTIFICATE=\n')).toEqual({
      status: 78,
      names: ['  REGISTRIES', '  PASSWORDS', '  TLS_CERTIFICATE', '  TLS_KEY'],
    });
    expect(answer('REGISTRIES=\n  ghcr.io\nSTORAGE=\n')).toEqual({ status: 0, names: null });
  });

  it('leaves nginx.conf as it is, and without settings serves what is shipped', async () => {
    const shipped = await readFile(join(ROOT, 'nginx.conf'), 'utf8');
    const { stdout } = runScript('print', {});
    const same = ['resolver', 'proxy_ssl_trusted_certificate', 'root'];
    const but = (text: string) =>
      meaning(text).filter((line) => !same.some((name) => line.startsWith(`${name} `)));
    expect(but(stdout)).toEqual(but(shipped));
    expect(await readFile(join(ROOT, 'nginx.conf'), 'utf8')).toBe(shipped);
  });

  it.skipIf(!isNginxAvailable())('makes a configuration that nginx takes', () => {
    const { status, stderr } = runScript('check', ALL);
    const registries = 'registry.example.org:5000 ghcr.io localhost:5001';
    const guard = 'with the sign-in of a server in front';
    expect(stderr).toBe(
      `The settings are right: http://localhost:8099, for ${registries}, ${guard}.\n`,
    );
    expect(status).toBe(0);
    const passwords = join(folder, 'passwords');
    writeFileSync(passwords, 'mate:$2y$05$hash\n');
    expect(runScript('check', { PASSWORDS: passwords }).stderr).toMatch(/, with a password\.$/m);
    expect(runScript('check', {}).stderr).toMatch(/, open to everybody who reaches it\.$/m);
    if (!isOpensslAvailable()) return;
    const { certificate, key } = makeCertificate(folder, 'named');
    const tls = { TLS_CERTIFICATE: certificate, TLS_KEY: key, NAMES: 'charts.example.org' };
    const address = (LISTEN: string) =>
      /right: (\S+), /.exec(runScript('check', { ...tls, LISTEN }).stderr)?.[1];
    // One that answers: only this machine reaches the first two.
    expect(['127.0.0.1:18443', '[::1]:18443', '18443'].map(address)).toEqual([
      'https://localhost:18443',
      'https://localhost:18443',
      'https://charts.example.org:18443',
    ]);
  });

  it.skipIf(!isNginxAvailable() || !isOpensslAvailable())(
    'leaves a site as it is that other settings are tried for',
    async () => {
      const state = mkdtempSync(join(folder, 'running-'));
      const inner = join(state, '.chartroom');
      mkdirSync(inner);
      const files = ['nginx.conf', 'access.log', 'authorities.pem'];
      for (const name of files) writeFileSync(join(inner, name), 'of the site that runs');
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const authorities = join(folder, 'authorities.pem');
      writeFileSync(authorities, '-----BEGIN CERTIFICATE-----\n');
      const settings = {
        STATE: state,
        AUTHORITIES: makeCertificate(folder, 'authority').certificate,
        LISTEN: `127.0.0.1:${(other.address() as AddressInfo).port}`,
        RELAY_PORTS: `${await freePort()} ${await freePort()}`,
      };
      expect(runScript('check', settings).status).toBe(0);
      // Its port is taken.
      expect(runScript('start', settings).status).toBe(78);
      expect(runScript('check', { ...settings, LISTEN: '192.0.2.1:8080' }).status).toBe(78);
      other.close();
      expect(readdirSync(state)).toEqual(['.chartroom']);
      expect(readdirSync(inner).sort()).toEqual(files.sort());
      for (const name of files) {
        expect(readFileSync(join(inner, name), 'utf8')).toBe('of the site that runs');
      }
      const none = join(folder, 'none');
      expect(runScript('check', { STATE: none }).status).toBe(0);
      expect(existsSync(none)).toBe(false);
    },
  );

  /** A machine that has no other programs. */
  function binOfBusyBox(): string {
    const bin = mkdtempSync(join(folder, 'bin-'));
    for (const name of BUSYBOX_PROGRAMS) symlinkSync(findProgram('busybox') ?? '', join(bin, name));
    return bin;
  }

  it.skipIf(!findProgram('busybox'))('does the same with the programs of BusyBox', () => {
    const bin = binOfBusyBox();
    const { stdout, stderr } = runScript('print', ALL, [join(bin, 'sh')], bin);
    expect(stderr).toBe('');
    expect(stdout).toBe(runScript('print', ALL).stdout);
    const [settings, words] = REFUSED[1] ?? [{}, ''];
    expect(runScript('check', settings, [join(bin, 'sh')], bin).stderr).toContain(words);
  });

  it('refuses to log to a stdout that can’t be opened by name, as a socket can’t', () => {
    const { status, stderr } = runScript('start', { LOGS: 'stdout' });
    expect(stderr).toContain("LOGS: nginx can't open this stdout");
    expect(status).toBe(78);
  });

  it.skipIf(!findProgram('shellcheck'))('is a shell script without doubtful places', () => {
    const parts = ['check', 'address'].map((name) => join(ROOT, `deploy/start/${name}.sh`));
    const args = ['-x', '-P', 'SCRIPTDIR', '-s', 'sh', START, ...parts];
    const { stdout } = spawnSync('shellcheck', args, { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  it.skipIf(!isNginxAvailable()).each(['SIGTERM', 'SIGQUIT'] as const)(
    'becomes nginx, which ends at %s and has written its log to stdout',
    async (signal) => {
      const port = await freePort();
      const relay = `${await freePort()} ${await freePort()}`;
      const state = mkdtempSync(join(folder, 'state-'));
      const env = { PATH, STATE: state, LOGS: 'stdout', LISTEN: `${port}`, RELAY_PORTS: relay };
      const log = join(state, 'log');
      // A container's stdout is a pipe or a file; one that Node makes is a socket, which can't be
      // opened by name.
      const command = ['-c', `exec sh "${START}" >"${log}" 2>&1`];
      const service = spawnBound('sh', command, { env, stdio: 'ignore' });
      const answers = async () => (await fetch(`http://localhost:${port}/config.json`)).ok;
      expect(await isReady(service.child, 10_000, answers)).toBe(true);
      const health = (path?: string) =>
        runScript('health', { LISTEN: `${port}` }, ['/bin/sh'], path).status;
      expect(health()).toBe(0);
      if (findProgram('busybox')) expect(health(binOfBusyBox())).toBe(0);
      service.child.kill(signal);
      await service.exited;
      expect(service.child.exitCode).toBe(0);
      const words = await readFile(log, 'utf8');
      expect(words).toContain(`Chartroom is at http://localhost:${port}, for the registries in`);
      expect(words).toContain('nginx.conf, open to everybody who reaches it.');
      expect(words).toContain('"GET /config.json" 200');
      expect(words.includes('It works as root')).toBe(process.getuid?.() === 0);
      expect(health()).not.toBe(0);
    },
  );
});

/** The directives and rows of a configuration, without comments, quotes and differences of space. */
function meaning(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/(^|\s)#.*/, '')
        .trim()
        .replaceAll('"', '')
        .replace(/\s+/g, ' '),
    )
    .map((line) => line.replaceAll(', ', ','))
    .filter((line) => line !== '')
    .sort();
}
