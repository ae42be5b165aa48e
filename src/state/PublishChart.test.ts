import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceFile } from '../core/chart/files.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import { chart, folder, servicesWith } from '../../tests/support/publishing.ts';
import type { PublishChart } from './PublishChart.svelte.ts';
import { Publishing } from './Publishing.svelte.ts';

let publishing: Publishing;

beforeEach(() => {
  publishing = new Publishing(servicesWith(new Map<string, MemoryTarget>()));
});

describe('what was fetched into a chart whose folder is read again', () => {
  const place = 'oci://registry.example/fleet';
  const needs = (range: string) =>
    `dependencies: [{ name: buoy, version: ${range}, repository: '${place}' }, { name: lamp, version: 1.x, repository: 'file://../lamp' }]\n`;
  const pathsOf = (one?: PublishChart) =>
    one?.chart?.files.map(({ path }) => path).filter((path) => /^charts|lock$/.test(path));

  async function fetched() {
    await publishing.choose({ files: chart('buoy'), loose: [] });
    publishing.path = 'registry.example/fleet';
    await publishing.pushAll();
    let files = [chart('mychart', needs('1.x')), chart('lamp')].flat();
    const again = () => Promise.resolve({ files, loose: [], again });
    await publishing.choose(again());
    const one = publishing.charts.find(({ name }) => name === 'mychart');
    await one?.dependencies.look();
    await one?.dependencies.fetch();
    expect([...(one?.dependencies.failures.values() ?? [])]).toEqual([]);
    expect(pathsOf(one)).toHaveLength(3);
    return async (...next: SourceFile[][]) => {
      files = next.flat();
      await publishing.readAgain();
      return publishing.charts.find(({ name }) => name === 'mychart');
    };
  }

  it('is in it still, but for what lay beside it, as long as it needs the same', async () => {
    const readAgain = await fetched();
    const edited = folder('mychart', { 'templates/b.yaml': 'b: 1\n' });
    const files = [chart('mychart', needs('1.x')), edited, chart('lamp')];
    for (let times = 0; times < 2; times++) {
      const one = await readAgain(...files);
      expect(pathsOf(one)).toEqual(['charts/buoy-1.0.0+b1.tgz']);
      expect(one?.lacking).toEqual(['lamp']);
      expect(one?.carriedOver?.kept).toEqual(['charts/buoy-1.0.0+b1.tgz']);
    }
  });

  it('is checked with it: nothing found before is told of the chart as it is then', async () => {
    await publishing.choose({
      files: [chart('mychart', needs('1.x')), chart('lamp')].flat(),
      loose: [],
    });
    const one = publishing.charts.find(({ name }) => name === 'mychart');
    await Promise.all([one?.checks.verdict(), one?.preview()]);
    await one?.dependencies.look();
    const before = { chart: one?.chart, findings: one?.findings };
    let isDone = false;
    const fetching = one?.dependencies.fetch().then(() => (isDone = true));
    while (!isDone) {
      await new Promise(setImmediate);
      if (one?.chart !== before.chart) expect(one?.findings).not.toBe(before.findings);
    }
    await fetching;
    expect(one?.chart).not.toBe(before.chart);
    expect(one?.lacking).toEqual(['buoy']);
  });

  it('gives way to what the folder has, and to other needs', async () => {
    const readAgain = await fetched();
    const one = await readAgain(chart('mychart', needs('1.0.x')), chart('lamp'));
    expect(pathsOf(one)).toEqual([]);
    expect(one?.lacking).toEqual(['buoy', 'lamp']);
    expect(one?.carriedOver).toEqual({
      kept: [],
      lost: ['charts/buoy-1.0.0+b1.tgz', 'charts/lamp-1.0.0+b1.tgz'],
    });

    await one?.dependencies.look();
    await one?.dependencies.fetch();
    const own = { 'charts/buoy/Chart.yaml': 'apiVersion: v2\nname: buoy\nversion: 1.0.0\n' };
    const files = [...chart('mychart', needs('1.0.x')), ...folder('mychart', own)];
    expect(pathsOf(await readAgain(files, chart('lamp')))).toEqual(['charts/buoy/Chart.yaml']);
  });
});

it('a chart keeps what was typed while its folder can’t be packed, and follows the version after that', async () => {
  let files = chart('mychart');
  const again = () => Promise.resolve({ files, loose: [], again });
  await publishing.choose(again());
  const [before] = publishing.charts;
  if (!before?.chart) throw new Error('no chart');
  before.reference = 'registry.example/typed:1.0.0_b1';
  before.further.text = '1.0 stable';
  const next = async (version: string) => {
    files = chart('mychart').map((file) =>
      file.path.endsWith('Chart.yaml')
        ? { ...file, blob: new Blob([`apiVersion: v2\nname: mychart\nversion: ${version}\n`]) }
        : file,
    );
    await publishing.readAgain();
    return publishing.charts[0];
  };
  // Twice, as somebody mends it by and by.
  for (let times = 0; times < 2; times++) {
    expect((await next('[no version'))?.error).toBeDefined();
  }
  const mended = await next('2.1.0');
  expect(mended?.further.tags).toEqual(['2.1', 'stable']);
  expect(mended?.reference).toBe('registry.example/typed:2.1.0');
});
