/**
 * Archives that end otherwise than they should, and tar dialects of old programs: what Helm takes
 * is taken here as well, with the same files, where it is known to be whole.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { isChartroomError } from '../../src/core/errors.ts';
import { findPeer } from '../support/peers.ts';
import { joined, TAR_END, tarEntry } from '../support/tar.ts';

const utf8 = new TextEncoder();
const file = (path: string, text: string, edit?: (header: Uint8Array) => void) =>
  tarEntry('0', path, utf8.encode(text), edit);
const gzip = (...parts: Uint8Array[]) => Uint8Array.from(gzipSync(joined(...parts)));

const CHART = [
  file('c/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.2.3\n'),
  file('c/templates/cm.yaml', 'kind: ConfigMap\nmetadata: {name: end}\n'),
];
const WHOLE = gzip(...CHART, TAR_END);
const FLAWED = WHOLE.with(-8, (WHOLE.at(-8) ?? 0) ^ 1);
const JUNK = utf8.encode('junk');
/** What doesn't compress, so that zlib and Go read it in several pieces. */
const NOISE = Uint8Array.from({ length: 200_000 }, (_, at) => (at * at * 7919) >> 7);

/** `taken`: by Helm; `here`: what the finding says of it, or why it is refused. */
interface Ending {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  taken: boolean;
  /** An archive that a person chose. */
  chosen: string;
  /** One that has the digest by which it was asked for, if that makes a difference. */
  verified?: string;
}

const ENDINGS: Ending[] = [
  { name: 'whole', bytes: WHOLE, taken: true, chosen: 'taken' },
  {
    name: 'a zero behind the gzip data',
    bytes: joined(WHOLE, Uint8Array.of(0)),
    taken: true,
    chosen: 'taken: gzip-trailing-data',
  },
  {
    name: 'zeros behind the gzip data',
    bytes: joined(WHOLE, new Uint8Array(512)),
    taken: true,
    chosen: 'taken: gzip-trailing-data',
  },
  {
    name: 'junk behind the gzip data',
    bytes: joined(WHOLE, JUNK),
    taken: true,
    chosen: 'taken: gzip-trailing-data',
  },
  {
    name: 'another chart behind the gzip data',
    bytes: joined(WHOLE, gzip(file('d/Chart.yaml', 'apiVersion: v2\nname: d\nversion: 2.0.0\n'))),
    taken: true,
    chosen: 'taken: trailing-data',
  },
  {
    name: 'a second member that is cut short',
    bytes: joined(WHOLE, gzip(NOISE).subarray(0, 1000)),
    taken: true,
    chosen: 'taken: gzip-cut-short',
  },
  {
    name: 'a wrong checksum',
    bytes: FLAWED,
    taken: true,
    chosen: 'archive.damaged gzip-checksum',
    verified: 'taken: gzip-checksum',
  },
  {
    name: 'a trailer that is cut short',
    bytes: WHOLE.subarray(0, -5),
    taken: true,
    chosen: 'archive.damaged gzip-cut-short',
    verified: 'taken: gzip-cut-short',
  },
  {
    name: 'compressed data that is cut short behind the tar',
    bytes: gzip(...CHART, TAR_END, NOISE).subarray(0, -1000),
    taken: true,
    chosen: 'archive.damaged gzip-cut-short',
    verified: 'taken: gzip-cut-short',
  },
  { name: 'no end', bytes: gzip(...CHART), taken: true, chosen: 'taken: no-end' },
  {
    name: 'half an end',
    bytes: gzip(...CHART, TAR_END.subarray(512)),
    taken: true,
    chosen: 'taken: no-end',
  },
  {
    name: 'no padding behind the last file',
    bytes: gzip(joined(...CHART).subarray(0, -470)),
    taken: true,
    chosen: 'taken: no-end',
  },
  {
    name: 'junk behind the end of the tar',
    bytes: gzip(...CHART, TAR_END, JUNK),
    taken: true,
    chosen: 'taken: trailing-data',
  },
  {
    name: 'more than any chart behind the end of the tar',
    bytes: gzip(...CHART, TAR_END, new Uint8Array(180 * 1024 * 1024)),
    taken: true,
    chosen: 'archive.too-large',
    verified: 'taken: trailing-data',
  },
  {
    name: 'no end, and junk behind the gzip data',
    bytes: joined(gzip(...CHART), JUNK),
    taken: false,
    chosen: 'archive.damaged gzip-trailing-data',
  },
  {
    name: 'no end, and a wrong checksum',
    bytes: gzip(...CHART).with(-8, (gzip(...CHART).at(-8) ?? 0) ^ 1),
    taken: false,
    chosen: 'archive.damaged gzip-checksum',
  },
  {
    name: 'an empty block, then a file',
    bytes: gzip(...CHART, TAR_END.subarray(512), ...CHART),
    taken: false,
    chosen: 'archive.damaged trailing-data',
  },
  {
    name: 'half an end, and a bit',
    bytes: gzip(...CHART, TAR_END.subarray(12)),
    taken: false,
    chosen: 'archive.damaged cut-short',
  },
];

const compute = createInlineCompute();

/** What is said here of an archive. */
async function said(bytes: Uint8Array<ArrayBuffer>, verified: boolean): Promise<string> {
  try {
    const chart = await compute.readArchive(new Blob([bytes]), { verified });
    expect(chart.metadata).toMatchObject({ name: 'c', version: '1.2.3' });
    expect(chart.files.map(({ path }) => path)).toEqual(['Chart.yaml', 'templates/cm.yaml']);
    const findings = await compute.check(chart);
    const found = findings.find(({ code }) => code === 'archive.loose-end');
    expect(found?.severity ?? 'warning').toBe('warning');
    return found ? `taken: ${(found.args as { reason: string }).reason}` : 'taken';
  } catch (error) {
    if (!isChartroomError(error)) throw error;
    const reason = 'reason' in error.data ? ` ${String(error.data.reason)}` : '';
    return error.code + reason;
  }
}

test.each(ENDINGS)('here: $name', async ({ bytes, chosen, verified = chosen }) => {
  expect(await said(bytes, false)).toBe(chosen);
  expect(await said(bytes, true)).toBe(verified);
});

describe.each(['helm3', 'helm4'] as const)('%s', (peer) => {
  const helm = findPeer(peer) ?? '';
  let work = '';
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'archive-ends-'));
  });
  afterAll(() => rmSync(work, { recursive: true }));

  /** What helm says of an archive, and renders of it. */
  function helmSays(bytes: Uint8Array): { shown?: string; rendered?: string } {
    const archive = join(work, 'c.tgz');
    writeFileSync(archive, bytes);
    const run = (...args: string[]) =>
      execFileSync(helm, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      return { shown: run('show', 'chart', archive), rendered: run('template', 'x', archive) };
    } catch {
      return {};
    }
  }

  test.skipIf(!helm).each(ENDINGS)('$name', ({ bytes, taken }) => {
    const { shown, rendered } = helmSays(bytes);
    expect(shown?.includes('name: c\n') ?? false).toBe(taken);
    expect(rendered?.includes('name: end') ?? false).toBe(taken);
  });

  test.skipIf(!helm)('GNU magic with a prefix, as Go wrote it up to 1.7', async () => {
    const folder = `c/templates/${'a'.repeat(60)}`;
    const gnu = (header: Uint8Array) => {
      header.set(utf8.encode('ustar  \0'), 257);
      header.set(utf8.encode(folder), 345);
    };
    const bytes = gzip(...CHART, file('old.yaml', 'kind: Old\n', gnu), TAR_END);
    expect(helmSays(bytes).rendered).toContain(`# Source: ${folder}/old.yaml\nkind: Old`);
    const { files } = await compute.readArchive(new Blob([bytes]));
    expect(files.map(({ path }) => `c/${path}`)).toContain(`${folder}/old.yaml`);
  });

  test.skipIf(!helm)(
    'a number that can’t be read, though nothing needs it, is refused',
    async () => {
      const worded = (header: Uint8Array) => header.set(utf8.encode('me\0'), 108);
      const bytes = gzip(...CHART, file('c/x', '', worded), TAR_END);
      expect(helmSays(bytes)).toEqual({});
      expect(await said(bytes, true)).toBe('archive.damaged number-unreadable');
    },
  );

  test.skipIf(!helm)('a folder as V7 marked it, whatever its size', async () => {
    const v7 = (header: Uint8Array) => {
      header.fill(0, 156, 157).fill(0, 257, 265);
      header.set(utf8.encode('00000001000\0'), 124);
    };
    const folder = tarEntry('0', 'c/templates/', undefined, v7);
    const bytes = gzip(folder, ...CHART, TAR_END);
    expect(helmSays(bytes).rendered).toContain('name: end');
    const { files } = await compute.readArchive(new Blob([bytes]));
    expect(files.map(({ path }) => path)).toEqual(['Chart.yaml', 'templates/cm.yaml']);
  });
});

test('an archive in charts/ that ends so is read, and told', async () => {
  const sub = gzip(file('s/Chart.yaml', 'apiVersion: v2\nname: s\nversion: 1.0.0\n'));
  const chart = await compute.readArchive(
    new Blob([gzip(...CHART, tarEntry('0', 'c/charts/s.tgz', sub), TAR_END)]),
  );
  const findings = await compute.check(chart);
  expect(findings.filter(({ code }) => /loose-end|unreadable/.test(code))).toMatchObject([
    { code: 'archive.loose-end', path: 'charts/s.tgz', args: { reason: 'no-end' } },
  ]);
});
