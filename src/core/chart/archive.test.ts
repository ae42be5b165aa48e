import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPeer } from '../../../tests/support/peers.ts';
import type { ChartFile } from './files.ts';
import { packArchive, readChartArchive } from './archive.ts';
import { chartPath } from './chart-path.ts';
import { type Extract, sliceExtract } from '../archive/extract.ts';
import { gzip } from '../archive/gzip.ts';
import { MAX_FILES } from './limits.ts';
import { plainHeader, writeTar } from '../archive/tar-write.ts';

const MiB = 1024 * 1024;
const utf8 = new TextEncoder();
const file = (path: string, text = ''): ChartFile => ({ path, bytes: utf8.encode(text) });
const archiveOf = (...files: ChartFile[]) => gzip([writeTar(files)]);
/** A quick archive of large content: how it is compressed doesn't matter. */
const quickly = (tar: Uint8Array) => new Blob([gzipSync(tar, { level: 1 })]);
const read = async (archive: Blob) => (await readChartArchive(archive, sliceExtract)).files;

describe('where a file belongs', () => {
  it.each([
    ['c/Chart.yaml', 'Chart.yaml'],
    ['/c/x', 'c/x'],
    ['./x', 'x'],
    ['c/./a//b/../x', 'a/x'],
    ['c/c:x', 'c:x'],
    ['c\\templates\\x.yaml', 'templates/x.yaml'],
    ['c/x/', 'x'],
    ['../x', 'x'],
  ])('%s is %s', (path, place) => {
    expect(chartPath(path)).toBe(place);
  });

  // Helm's own table (pkg/chart/v2/loader/load_test.go), then paths that its binaries refused when
  // tried.
  it.each([
    ['../../malformed', 'leads-out'],
    ['/foo/../../malformed', 'leads-out'],
    ['./../../malformed', 'leads-out'],
    ['\\..\\..\\foo', 'leads-out'],
    ['./.', 'outside'],
    ['/./.', 'outside'],
    ['malformed', 'outside'],
    ['//foo', 'absolute'],
    ['\\\\foo', 'absolute'],
    ['\\\\?\\..', 'absolute'],
    ['\\.\\c:\\\\foo', 'drive-letter'],
    ['/./c://foo', 'drive-letter'],
    ['Chart.yaml', 'outside'],
    ['c//x', 'absolute'],
    ['c/..x', 'leads-out'],
    ['c/C:/x', 'drive-letter'],
    ['c/..', 'leads-out'],
  ])('%s is refused', async (path, reason) => {
    await expect(read(archiveOf(file('c/Chart.yaml'), file(path)))).rejects.toMatchObject({
      code: 'archive.path-illegal',
      data: { path, reason },
    });
  });
});

describe('a packed chart', () => {
  const part = fc
    .stringMatching(/^[^/\\:\0]{1,60}$/u)
    // A lone surrogate can't be encoded in UTF-8.
    .filter((name) => !name.startsWith('.') && Buffer.from(name).toString() === name);
  const path = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('/'));
  const bytes = fc.uint8Array({ maxLength: 1100 }).map((body) => Uint8Array.from(body));
  const files = fc.uniqueArray(fc.record({ path, bytes }), {
    selector: (file) => file.path,
    maxLength: 8,
  });

  it('is read as it was: paths, order and bytes', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (files) => {
        const found = await read(packArchive('c', files));
        expect(found).toEqual(files);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what an archive may hold', () => {
  const header = (type: string, name: string, size = 0) =>
    plainHeader({ name, prefix: '', mode: 0o644, size, mtime: 0, type, device: true });

  it('folders are left out, a link is an empty file, as for Helm', async () => {
    const tar = new Blob([
      header('5', 'c/templates/'),
      header('2', 'c/values.yaml'),
      writeTar([file('c/Chart.yaml', 'name: c')]),
    ]);
    const found = await read(gzip([new Uint8Array(await tar.arrayBuffer())]));
    expect(found).toEqual([file('values.yaml'), file('Chart.yaml', 'name: c')]);
  });

  it('a device is refused', async () => {
    await expect(read(gzip([header('3', 'c/null'), writeTar([])]))).rejects.toMatchObject({
      code: 'archive.path-illegal',
      data: { path: 'c/null', reason: 'special' },
    });
  });

  it('of files with the same path the last counts, however the path is written, as for Helm', async () => {
    const archive = archiveOf(file('c/x', '1'), file('c/y'), file('d/./x', '2'), file('c/x', '3'));
    expect(await read(archive)).toEqual([{ ...file('x', '3'), replaces: 2 }, file('y')]);
  });

  it('two Chart.yaml that differ are refused: Helm mixes their fields', async () => {
    const same = archiveOf(file('c/Chart.yaml', 'name: c'), file('c/Chart.yaml', 'name: c'));
    expect(await read(same)).toEqual([{ ...file('Chart.yaml', 'name: c'), replaces: 1 }]);
    const other = archiveOf(file('c/Chart.yaml', 'name: c'), file('c/Chart.yaml', 'name: d'));
    await expect(read(other)).rejects.toMatchObject({
      code: 'archive.path-illegal',
      data: { path: 'Chart.yaml', reason: 'ambiguous' },
    });
  });

  it('files of 100 MiB together are refused, the tar around them not counted', async () => {
    const first = { path: 'c/a', bytes: new Uint8Array(99 * MiB) };
    const second = (size: number) => ({ path: 'c/b', bytes: new Uint8Array(size) });
    await expect(read(quickly(writeTar([first, second(MiB)])))).rejects.toMatchObject({
      code: 'archive.too-large',
      data: { limit: 100 * MiB, path: 'c/b' },
    });
    expect(await read(quickly(writeTar([first, second(MiB - 1)])))).toHaveLength(2);
  });

  it('too many files are refused', async () => {
    const files = Array.from({ length: MAX_FILES + 1 }, (_, at) => file(`c/${at}`));
    await expect(read(quickly(writeTar(files)))).rejects.toMatchObject({
      code: 'archive.too-many-files',
      data: { limit: MAX_FILES },
    });
  });

  it('content larger than any chart is refused with the limit for charts', async () => {
    await expect(read(quickly(new Uint8Array(170 * MiB)))).rejects.toMatchObject({
      code: 'archive.too-large',
      data: { limit: 100 * MiB },
    });
  });
});

describe('an extractor whose result differs from the walk’s', () => {
  const archive = archiveOf(file('c/Chart.yaml', 'name: cc'), file('c/values.yaml', 'a: 12345'));
  const wrong: [string, (bodies: Uint8Array<ArrayBuffer>[]) => Uint8Array<ArrayBuffer>[]][] = [
    ['a file less', (bodies) => bodies.slice(1)],
    ['a file more', (bodies) => [...bodies, ...bodies]],
    ['another size', (bodies) => bodies.map((body) => body.subarray(1))],
    ['another order', (bodies) => bodies.toReversed()],
    ['another byte', (bodies) => bodies.map((body) => body.with(7, 0))],
  ];
  it.each(wrong)('%s is damage', async (_, change) => {
    const extract: Extract = async (tar, files) => change(await sliceExtract(tar, files));
    await expect(readChartArchive(archive, extract)).rejects.toMatchObject({
      code: 'archive.damaged',
    });
  });
});

describe.each(['helm3', 'helm4'] as const)('%s', (name) => {
  const helm = findPeer(name) ?? '';
  const files: Record<string, string> = {
    'Chart.yaml': 'apiVersion: v2\nname: real\nversion: 1.2.3\n',
    'values.yaml': '# größe\nsize: 1\n',
    '.helmignore': '*.bak\n',
    'templates/_helpers.tpl': '{{- define "x" -}}{{- end -}}',
    [`templates/${'long-'.repeat(40)}.yaml`]: '',
    'files/é日.txt': 'x'.repeat(70_000),
    'crds/crd.yaml': 'kind: CustomResourceDefinition\n',
    'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
  };
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chart-archive-'));
    for (const [path, text] of Object.entries(files)) {
      const at = join(folder, 'real', path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.skipIf(!helm)('package writes what we read', async () => {
    execFileSync(helm, ['package', 'real'], { cwd: folder });
    const archive = readFileSync(join(folder, 'real-1.2.3.tgz'));
    const found = await read(new Blob([archive]));
    const text = new TextDecoder();
    expect(Object.fromEntries(found.map(({ path, bytes }) => [path, text.decode(bytes)]))).toEqual({
      ...files,
      // Helm writes these anew.
      'Chart.yaml': expect.stringContaining('name: real'),
      'charts/sub/Chart.yaml': expect.stringContaining('name: sub'),
    });
    // The same files in the same order give the same tar, except for the times that Helm writes.
    const ours = writeTar(found.map(({ path, bytes }) => ({ path: `real/${path}`, bytes })));
    expect(timeless(ours)).toEqual(timeless(Uint8Array.from(gunzipSync(archive))));
  });

  it.skipIf(!helm)('shows and renders what we pack', async () => {
    const packed = packArchive(
      'real',
      Object.entries(files).map(([path, text]) => file(path, text)),
    );
    const path = join(folder, 'ours.tgz');
    writeFileSync(path, new Uint8Array(await packed.arrayBuffer()));
    const run = (...args: string[]) => execFileSync(helm, [...args, path], { encoding: 'utf8' });
    expect(run('show', 'values').trim()).toBe(files['values.yaml']?.trim());
    expect(run('template', '--include-crds', 'x')).toContain('CustomResourceDefinition');
  });
});

/** A tar with the times and checksums of its files' headers taken out. */
function timeless(tar: Uint8Array<ArrayBuffer>): string {
  const text = new TextDecoder('latin1').decode(tar);
  return text.replace(/(0000644\0(?:0000000\0){2}\d{11}\0)\d{11}\0\d{6}\0 /g, '$1');
}
