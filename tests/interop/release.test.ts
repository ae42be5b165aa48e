/**
 * `npm run test:release`: makes a release in two clones, in two folders, with two versions of Node;
 * they are equal byte for byte, and the site starts from what is in them. Each takes two builds, so
 * `npm test` leaves it out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNewerNode } from '../../scripts/test/newer-node.mjs';
import { copy } from '../../src/core/content/copy.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { nodeTransport } from '../support/http.ts';
import { isNginxAvailable } from '../support/nginx.ts';
import { isRegistryAvailable, startRegistry } from '../support/registry.ts';
import { isSandboxAvailable, ROOT, startInstalled } from '../support/start-script.ts';

const { version, dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
};
const name = `chartroom-${version}`;
const isRepository = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT }).status === 0;
const isRunnable = isNginxAvailable() && isRegistryAvailable() && isSandboxAvailable();

/** What may be otherwise on another machine: its zone, its language, what git is told about archives. */
const ELSEWHERE = {
  ...{ TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'tar.umask', GIT_CONFIG_VALUE_0: '0077' },
};

/** Makes a release of the current commit in a clone that has packages of its own; its path. */
function release(folder: string, node = process.execPath, habits: NodeJS.ProcessEnv = {}): string {
  const clone = mkdtempSync(join(folder, 'clone-'));
  execFileSync('git', ['clone', '-q', '--no-hardlinks', ROOT, clone]);
  const packages = [join(ROOT, 'node_modules'), join(clone, 'node_modules')] as const;
  // Links instead of copies, where both folders are on one disk.
  if (spawnSync('cp', ['-al', ...packages]).status !== 0) {
    cpSync(...packages, { recursive: true, verbatimSymlinks: true });
  }
  // Older than the packages, which needn't be installed again.
  utimesSync(join(clone, 'package-lock.json'), 0, 0);
  const env = { ...process.env, ...habits };
  execFileSync(node, ['scripts/run.mjs', 'release'], { cwd: clone, env, stdio: 'pipe' });
  return join(clone, '.chartroom/release', `${name}.tgz`);
}

describe.skipIf(!isRepository || !process.env['RELEASES'])('a release', () => {
  let folder: string;
  let archive: string;
  let unpacked: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chartroom-release-'));
    archive = release(folder);
    execFileSync('tar', ['xzf', archive, '-C', folder]);
    unpacked = join(folder, name);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 600_000);

  it('has what a server needs, and right checksums of all of it', () => {
    for (const path of [
      ...['dist/index.html', 'dist/service-worker.js', 'dist/licences.txt', 'dist/source.tgz'],
      ...['nginx.conf', 'deploy/start.sh', 'deploy/chart/Chart.yaml', 'deploy/compose.yaml'],
      ...['docs/deployment.md', 'CHANGELOG.md', 'LICENSE', 'licences.txt', 'sbom.cdx.json'],
    ]) {
      expect(existsSync(join(unpacked, path)), path).toBe(true);
    }
    const check = spawnSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: unpacked });
    expect([check.status, check.stdout.toString()]).toEqual([0, '']);
    const sums = readFileSync(join(unpacked, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    const listed = execFileSync('tar', ['tzf', archive], { encoding: 'utf8' }).trimEnd();
    expect(sums.length).toBe(listed.split('\n').length - 1);
  });

  it('has all that its own pages link to', () => {
    const pages = execFileSync('find', ['.', '-name', '*.md'], { cwd: unpacked, encoding: 'utf8' });
    const missing = pages
      .trimEnd()
      .split('\n')
      .flatMap((page) => {
        const text = readFileSync(join(unpacked, page), 'utf8');
        return Array.from(text.matchAll(/\]\(([^)#:\s]+)[)#]/g), ([, link]) =>
          join(page, '..', link ?? ''),
        );
      })
      .filter((path) => !existsSync(join(unpacked, path)));
    expect(missing).toEqual([]);
  });

  it('has the licence of every package that is built in, and names each in its bill', () => {
    const bill = JSON.parse(readFileSync(join(unpacked, 'sbom.cdx.json'), 'utf8')) as {
      bomFormat: string;
      specVersion: string;
      components: { name: string; version: string; purl: string; hashes: unknown[] }[];
    };
    expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.5']);
    const names = bill.components.map((component) => component.name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    const licences = readFileSync(join(unpacked, 'licences.txt'), 'utf8');
    for (const component of bill.components) {
      expect(licences).toContain(`\n${component.name} ${component.version}, `);
      expect(component.hashes).toHaveLength(1);
    }
  });

  it('has its source with it, which is the commit’s', () => {
    const list = execFileSync('tar', ['tzf', join(unpacked, 'dist/source.tgz')], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    expect(list).toContain(`${name}/src/main.ts\n`);
    const assets = execFileSync('grep', ['-rl', headOf(), join(unpacked, 'dist/assets')]);
    expect(assets.toString()).toMatch(/About/);
  });

  it.skipIf(!isRunnable)('is started by its own script, and passes a push on', async () => {
    const registry = await startRegistry();
    const site = await startInstalled(unpacked, folder, { REGISTRIES: registry.host });
    try {
      const proxied = new Registry({
        host: registry.host,
        base: `http://localhost:${site.port}/registry/${registry.host}`,
        proxied: true,
        transport: nodeTransport,
      });
      const repository = proxied.repository('charts/release', { push: true });
      const { target, layer } = await sampleArtifact('release');
      await copy(target, 'sample', repository, '1.0.0');
      expect((await repository.fetch(layer)).size).toBe(layer.size);
    } finally {
      await site.stop();
      await registry.stop();
    }
  });

  it('is the same in another folder, with packages of its own and another Node', () => {
    const node = findNewerNode();
    expect(node, 'the newer Node is not installed').toBeDefined();
    const again = release(folder, node, ELSEWHERE);
    expect(readFileSync(again).equals(readFileSync(archive))).toBe(true);
  }, 600_000);
});

function headOf(): string {
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
}
