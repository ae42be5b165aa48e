/**
 * Charts as files, between us and the tools that know OCI image layouts: what we write they read,
 * what they write we read, with equal digests and with signatures.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importLayout } from '../../src/core/actions/import-layout.ts';
import { copyWithReferrers } from '../../src/core/content/copy-referrers.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import type { Digest } from '../../src/core/digest.ts';
import { Layout } from '../../src/core/layout/layout.ts';
import { readLayout } from '../../src/core/layout/read.ts';
import { writeLayout } from '../../src/core/layout/write.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { missingProgram } from '../support/programs.ts';
import { MYCHART } from '../support/charts.ts';
import { nodeTransport } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { sampleReferrer } from '../support/referrers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
import { wholeTar } from '../support/whole-tar.ts';

const crane = findPeer('crane');
const oras = findPeer('oras');
const regctl = findPeer('regctl');
const skopeo = missingProgram('skopeo') ? undefined : 'skopeo';

const TAGS = ['2.7.1', 'latest'];

describe.skipIf(!isRegistryAvailable())('charts as files', () => {
  let registry: RunningRegistry;
  let digest: Digest;
  let folder: string;
  let file: string;
  /** The signature's digest. */
  let signature: Digest;
  /** A new place in the registry for each test. */
  let place: string;
  let count = 0;

  beforeAll(async () => {
    registry = await startRegistry();
    folder = mkdtempSync(join(tmpdir(), 'chartroom-layouts-'));
    const name = `${registry.host}/from/mychart`;
    digest = await stockChart(
      MYCHART,
      TAGS.map((tag) => `${name}:${tag}`),
    );
    const source = open('from/mychart');
    const { descriptor, blob } = await source.fetchManifest(digest);
    const { config } = JSON.parse(await blob.text());
    const signed = await sampleReferrer(descriptor, config);
    await source.push(signed.descriptor, signed.blob);
    signature = signed.descriptor.digest;

    const shelf = new MemoryTarget();
    for (const tag of TAGS) await copyWithReferrers(source, tag, shelf, `${name}:${tag}`);
    const { tar, referrers } = await writeLayout(
      shelf,
      TAGS.map((tag) => `${name}:${tag}`),
    );
    expect(referrers).toBe(1);
    file = join(folder, 'ours.tar');
    writeFileSync(file, new Uint8Array(await (await wholeTar(tar)).arrayBuffer()));
    mkdirSync(join(folder, 'ours'));
    execFileSync('tar', ['-xf', file, '-C', join(folder, 'ours')]);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await registry.stop();
  });
  beforeEach(() => {
    place = `to/t${++count}`;
  });

  const open = (name: string) =>
    new Registry({ host: registry.host, transport: nodeTransport }).repository(name);
  const at = (tag: string) => `${registry.host}/${place}:${tag}`;
  const run = (program: string | undefined, ...args: string[]) =>
    execFileSync(program ?? '', args, { encoding: 'utf8', cwd: folder, stdio: 'pipe' });

  /** What the registry holds there must be the chart, under every one of these tags. */
  async function expectThere(tags: readonly string[], signed: boolean): Promise<void> {
    for (const tag of tags) expect((await open(place).resolve(tag)).digest).toBe(digest);
    if (!signed) return;
    const { entries } = await open(place).referrers(digest);
    expect(entries.map((entry) => entry.digest)).toEqual([signature]);
  }

  /** Imports what a tool wrote: the names that it has, and the signatures of our chart. */
  async function imported(content: Uint8Array<ArrayBuffer> | Buffer) {
    const layout = new Layout(await readLayout(new Blob([new Uint8Array(content)])));
    const shelf = new MemoryTarget();
    const results = await importLayout(layout, shelf);
    expect(results.filter(({ outcome }) => outcome !== 'imported')).toEqual([]);
    expect(new Set(results.map((one) => one.digest))).toEqual(new Set([digest]));
    const { entries } = await shelf.referrers(digest);
    return {
      names: results.map(({ name }) => name).sort(),
      signatures: entries.map((entry) => entry.digest),
    };
  }
  const read = (name: string) => readFileSync(join(folder, name));
  const tarOf = (name: string) => {
    run('tar', '-cf', `${name}.tar`, '-C', name, '.');
    return read(`${name}.tar`);
  };

  test.skipIf(!skopeo)('skopeo takes ours, and we take its oci-archive', async () => {
    const open = ['copy', '--src-tls-verify=false', '--dest-tls-verify=false'];
    run(skopeo, ...open, 'oci-archive:ours.tar:2.7.1', `docker://${at('s')}`);
    run(skopeo, ...open, 'oci:ours:latest', `docker://${at('l')}`);
    await expectThere(['s', 'l'], false);

    const from = `docker://${registry.host}/from/mychart:2.7.1`;
    run(skopeo, ...open, from, 'oci-archive:skopeo.tar:example.org/mine/mychart:3');
    expect((await imported(read('skopeo.tar'))).names).toEqual(['example.org/mine/mychart:3']);
    run(skopeo, ...open, from, 'oci-archive:nameless.tar');
    // Without any name it gets that of the chart in it.
    const gzipped = await imported(gzipSync(read('nameless.tar')));
    expect(gzipped.names).toEqual(['imported/mychart:2.7.1']);
  });

  test.skipIf(!oras)('oras restores and copies ours, and we take its backup', async () => {
    run(oras, 'restore', '--plain-http', '--input', 'ours.tar', at('2.7.1,latest'));
    await expectThere(TAGS, true);
    place += '/copied';
    run(oras, 'cp', '-r', '--from-oci-layout', '--to-plain-http', 'ours.tar:2.7.1', at('c'));
    await expectThere(['c'], true);
    const tree = run(oras, 'discover', '--oci-layout', 'ours:2.7.1', '--format', 'json');
    expect(tree).toContain(signature);

    const source = `${registry.host}/from/mychart`;
    run(oras, 'backup', '--plain-http', '--include-referrers', '--output', 'oras.tar', source);
    expect(await imported(read('oras.tar'))).toEqual({
      names: ['imported/mychart:2.7.1', 'imported/mychart:latest'],
      signatures: [signature],
    });
  });

  test.skipIf(!regctl)('regctl imports and copies ours, and we take what it writes', async () => {
    const host = ['--host', `reg=${registry.host},tls=disabled`];
    run(regctl, ...host, 'image', 'import', '--name', '2.7.1', at('i'), 'ours.tar');
    run(regctl, ...host, 'image', 'copy', '--referrers', 'ocidir://ours:latest', at('d'));
    await expectThere(['i', 'd'], true);

    const source = `${registry.host}/from/mychart:2.7.1`;
    run(regctl, ...host, 'image', 'copy', '--referrers', source, 'ocidir://regctl:x');
    expect(await imported(tarOf('regctl'))).toEqual({
      names: ['imported/mychart:x'],
      signatures: [signature],
    });
    run(regctl, ...host, 'image', 'export', source, 'regctl-export.tar');
    expect((await imported(read('regctl-export.tar'))).names).toHaveLength(1);
  });

  test.skipIf(!crane)('crane pushes ours, and we take what it pulls', async () => {
    // crane takes a layout only whole: a chart alone is one entry.
    const shelf = new MemoryTarget();
    await copyWithReferrers(open('from/mychart'), '2.7.1', shelf, at('2.7.1'));
    const [signed] = (await shelf.referrers(digest)).entries;
    if (signed) await shelf.delete(signed.digest);
    const { tar } = await writeLayout(shelf, [at('2.7.1')]);
    writeFileSync(
      join(folder, 'one.tar'),
      new Uint8Array(await (await wholeTar(tar)).arrayBuffer()),
    );
    mkdirSync(join(folder, 'one'));
    run('tar', '-xf', 'one.tar', '-C', 'one');
    run(crane, 'push', '--insecure', 'one', at('k'));
    await expectThere(['k'], false);

    const source = `${registry.host}/from/mychart:2.7.1`;
    run(crane, 'pull', '--insecure', '--format=oci', source, 'crane');
    expect((await imported(tarOf('crane'))).names).toEqual(['imported/mychart:2.7.1']);
  });
});
