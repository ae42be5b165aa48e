/**
 * `npm run release`: makes chartroom-<version>.tgz with all that a server needs. The same commit
 * gives the same bytes on any machine: nothing in it is of today or of this folder.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'vite';
import { loadCore } from '../lib/load-core.mjs';
import { root, state } from '../lib/paths.mjs';
import { billOfMaterials } from './bill.mjs';
import { builtIn, licenceText } from './built-in.mjs';
import { git, requireCommitted } from './git.mjs';

/** @typedef {{ path: string, bytes: Uint8Array }} ReleaseFile `path` is below the release's folder */

/** What of the repository goes along as it is. */
const ALONG = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'LICENSE',
  'nginx.conf',
  'docs',
  'deploy',
];
/** Compose reads it, and takes the dist/ that is here instead of building one. */
const COMPOSE_ENV = 'APP=brought\n';

/** Makes the release of the current commit and prints where it is. */
export async function release() {
  requireCommitted();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const name = `chartroom-${version}`;
  const { gzip } = await loadCore('src/core/archive/gzip.ts');
  const { tarParts } = await loadCore('src/core/archive/tar-write.ts');
  const packages = await builtIn();
  const tar = ['-c', 'tar.umask=0002', 'archive', '--format=tar', `--prefix=${name}/`, 'HEAD'];
  const source = await gzipped(gzip, [git(...tar)]);
  const licences = Buffer.from(licenceText(packages));
  const files = [
    ...(await app()),
    { path: 'dist/LICENSE.txt', bytes: readFileSync(join(root, 'LICENSE')) },
    { path: 'dist/licences.txt', bytes: licences },
    { path: 'dist/source.tgz', bytes: source },
    ...tracked(),
    { path: 'deploy/.env', bytes: Buffer.from(COMPOSE_ENV) },
    { path: 'licences.txt', bytes: licences },
    { path: 'sbom.cdx.json', bytes: Buffer.from(billOfMaterials(version, packages)) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const sums = files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join('');
  const all = [...files, { path: 'SHA256SUMS', bytes: Buffer.from(sums) }];
  const entries = all.map(({ path, bytes }) => ({ path: `${name}/${path}`, bytes }));
  const time = Number(git('log', '-1', '--format=%ct').toString());
  const archive = await gzipped(gzip, tarParts(entries, time));

  const folder = join(state, 'release');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.tgz`), archive);
  writeFileSync(join(folder, `${name}.tgz.sha256`), `${sha256(archive)}  ${name}.tgz\n`);
  const size = (archive.length / 1e6).toFixed(1);
  console.log(`.chartroom/release/${name}.tgz, ${all.length} files, ${size} MB`);
  console.log(`sha256 ${sha256(archive)}`);
}

/** The built app, which names the release's own licences and source. */
async function app() {
  mkdirSync(state, { recursive: true });
  const folder = mkdtempSync(join(state, 'release-'));
  try {
    process.env.CHARTROOM_RELEASE = '1';
    await build({ root, logLevel: 'error', build: { outDir: join(folder, 'dist') } });
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({
        path: relative(folder, path).split(sep).join('/'),
        bytes: readFileSync(path),
      }));
  } finally {
    delete process.env.CHARTROOM_RELEASE;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {ReleaseFile[]} */
function tracked() {
  const paths = git('ls-files', '-z', ...ALONG)
    .toString()
    .split('\0')
    .filter((path) => path !== '');
  return paths.map((path) => ({ path, bytes: readFileSync(join(root, path)) }));
}

/** @param {(parts: Iterable<Uint8Array>) => Blob} gzip @param {Iterable<Uint8Array>} parts */
async function gzipped(gzip, parts) {
  return new Uint8Array(await gzip(parts).arrayBuffer());
}

function sha256(/** @type {Uint8Array} */ bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
