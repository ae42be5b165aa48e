import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packArchive, readChartArchive } from '../core/chart/archive.ts';
import { sliceExtract } from '../core/archive/extract.ts';
import { gzip } from '../core/archive/gzip.ts';
import { paxRecord } from '../core/archive/pax.ts';
import { writeTar } from '../core/archive/tar-write.ts';
import { digestOf } from '../core/oci/digest.ts';
import { CHROMIUM_ARGS, chromiumPath } from '../../tests/support/browser.ts';
import { type RunningServer, startServer } from '../../tests/support/server.ts';
import { padding } from '../core/archive/tar-layout.ts';
import { joined, TAR_END, tarEntry } from '../../tests/support/tar.ts';
import type { ReadInWorker } from '../../tests/support/untar/page.ts';

/** The security headers of ours that affect js-untar. */
const policy = (workers: string) =>
  `default-src 'none'; script-src 'self'; worker-src ${workers}; ` +
  "require-trusted-types-for 'script'; trusted-types chartroom default";
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

const utf8 = new TextEncoder();
const body = utf8.encode('kind: ConfigMap\n');
let folder: string;
let server: RunningServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'untar-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, '../../tests/support/untar'),
    base: './',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir: join(folder, 'site'), emptyOutDir: true },
  });
  server = await startServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
    // Requests of the page have the page's address as their referrer.
    const withoutBlobs = `${search}${request.headers.referer}`.includes('no-blobs');
    const file = join(folder, 'site', pathname);
    const headers = policy(withoutBlobs ? "'self'" : "'self' blob:");
    response.setHeader('Content-Security-Policy', headers);
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain');
    response.end(readFileSync(file));
  });
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  page = await browser.newPage();
  await page.goto(`${server.url}/index.html`);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** The result of extracting an archive in a worker in Chromium. */
async function readInBrowser(archive: Blob, on = page): ReturnType<ReadInWorker> {
  const base64 = Buffer.from(await archive.arrayBuffer()).toString('base64');
  return on.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const { readInWorker } = globalThis as unknown as { readInWorker: ReadInWorker };
    return readInWorker(new Blob([bytes]));
  }, base64);
}

/**
 * Reads an archive in Node and in the worker: both give the same names in the same order, with the
 * same bytes.
 */
async function expectSame(archive: Blob, count: number): Promise<void> {
  const { files } = await readChartArchive(archive, sliceExtract);
  expect(files).toHaveLength(count);
  const expected = files.map(async ({ path, bytes }) => {
    return { path, bytes: await digestOf(bytes) };
  });
  expect(await readInBrowser(archive)).toEqual(await Promise.all(expected));
}

describe('js-untar in a worker, under our security headers', () => {
  it('reads what we pack: UTF-8, long names, empty files', async () => {
    const paths = ['Chart.yaml', 'é日.txt', `${'d'.repeat(150)}/${'n'.repeat(150)}`, 'a b'];
    const files = paths.map((path, at) => ({ path, bytes: body.slice(0, at * 5) }));
    await expectSame(packArchive('c', files), 4);
  });

  it('reads an archive of no files', async () => {
    await expectSame(gzip([writeTar([])]), 0);
  });

  it('reads archives without an end, and with something behind it', async () => {
    const tar = joined(tarEntry('0', 'c/Chart.yaml', body), tarEntry('0', 'c/a', body));
    await expectSame(gzip([tar]), 2);
    await expectSame(gzip([tar.subarray(0, -padding(body.length))]), 2);
    await expectSame(gzip([joined(tar, TAR_END.subarray(512))]), 2);
    await expectSame(gzip([joined(tar, TAR_END, tar, TAR_END)]), 2);
  });

  it('reads many files, and large ones', async () => {
    const files = Array.from({ length: 2000 }, (_, at) => ({
      path: `templates/${at}.yaml`,
      bytes: utf8.encode(`at: ${at}\n`.repeat(at % 50)),
    }));
    files.push({ path: 'large', bytes: new Uint8Array(20_000_000).fill(7) });
    await expectSame(packArchive('c', files), 2001);
  });

  it('reads archives that js-untar alone can’t', async () => {
    const binary = joined(utf8.encode('24 SCHILY.xattr.user.a='), Uint8Array.of(0xff, 0x0a));
    binary.set(utf8.encode(String(binary.length)));
    const base256 = (header: Uint8Array) => header.fill(0, 124, 136).set([0x80], 124);
    const sized = (header: Uint8Array) => (base256(header), header.set([body.length], 135));
    const unsized = (header: Uint8Array) => header.set(utf8.encode('00000000000'), 124);
    const roomy = (header: Uint8Array) => header.set(utf8.encode('00000010000'), 124);
    const tar = joined(
      tarEntry('g', 'pax_global_header', paxRecord('comment', 'a'.repeat(40))),
      tarEntry('5', 'c/templates/', undefined, roomy),
      tarEntry('x', 'x', binary),
      tarEntry('0', 'c/xattr', body),
      tarEntry('x', 'x', paxRecord('size', String(body.length))),
      tarEntry('0', 'c/pax-size', body, unsized),
      tarEntry('0', 'c/base-256', body, sized),
      tarEntry('x', 'x', paxRecord('path', 'c/no name of its own')),
      tarEntry('0', '', body),
      tarEntry('L', '././@LongLink', utf8.encode(`c/${'n'.repeat(300)}\0`)),
      tarEntry('7', `c/${'n'.repeat(98)}`, body),
      tarEntry('2', 'c/symlink'),
      tarEntry('5', 'c/last/'),
      TAR_END,
    );
    await expectSame(gzip([tar]), 6);
  });

  it.each(['v7', 'oldgnu', 'gnu', 'ustar', 'pax'])('reads GNU tar --format=%s', async (format) => {
    const chart = join(folder, format);
    const long = format === 'v7' ? 'short' : `${'d'.repeat(80)}/${'n'.repeat(90)}`;
    const paths = ['Chart.yaml', 'empty', long, 'templates/é日.yaml'];
    for (const path of paths) {
      mkdirSync(dirname(join(chart, 'c', path)), { recursive: true });
      writeFileSync(join(chart, 'c', path), path === 'empty' ? '' : path);
    }
    symlinkSync('Chart.yaml', join(chart, 'c/symlink'));
    linkSync(join(chart, 'c/Chart.yaml'), join(chart, 'c/zlink'));
    const tar = execFileSync('tar', ['-C', chart, `--format=${format}`, '-czf', '-', 'c']);
    await expectSame(new Blob([tar]), paths.length + 2);
  });

  it('reports what is damaged', async () => {
    const tar = joined(tarEntry('0', 'c/a', body), tarEntry('0', 'c/b', body));
    expect(await readInBrowser(gzip([tar.subarray(0, -512)]))).toMatchObject({
      code: 'archive.damaged',
      data: { reason: 'cut-short', offset: tar.length - 512 },
    });
  });

  it('fails if its worker can’t start, so js-untar really does the unpacking', async () => {
    const strict = await browser.newPage();
    await strict.goto(`${server.url}/index.html?no-blobs`);
    const answer = await readInBrowser(packArchive('c', [{ path: 'a', bytes: body }]), strict);
    expect(answer).toEqual({
      code: 'internal',
      data: { message: 'js-untar: its worker did not start' },
      stack: expect.stringContaining('ChartroomError: internal'),
      cause: { name: 'object', message: '[object Event]' },
    });
    await strict.close();
  });
});
