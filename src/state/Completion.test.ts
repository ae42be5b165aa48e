import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceFile } from '../core/chart/files.ts';
import { chart, servicesWith } from '../../tests/support/publishing.ts';
import { Publishing } from './Publishing.svelte.ts';

let publishing: Publishing;

beforeEach(() => {
  publishing = new Publishing(servicesWith(new Map()));
});

const choose = (files: SourceFile[]) => publishing.choose({ files, loose: [] });

describe('several charts, some without the dependencies that they declare', () => {
  const needs = (name: string) =>
    `dependencies: [{ name: ${name}, version: 1.x, repository: 'file://../${name}' }]\n`;

  /** Two that lack something, the chart that one of them lacks, and one that is complete. */
  async function chooseFleet() {
    const charts = [
      chart('anchor', needs('lib')),
      chart('beacon', needs('gone')),
      chart('compass'),
      chart('lib'),
    ];
    await choose(charts.flat().map(({ path, blob }) => ({ path: `fleet/${path}`, blob })));
    publishing.path = 'localhost:5000/fleet';
    return publishing.charts;
  }

  const states = () => publishing.charts.map(({ name, push }) => [name, push.phase]);

  it('keeps those back, and says what they lack; the others go', async () => {
    await chooseFleet();
    expect(publishing.lacking.map(({ name, lacking }) => [name, lacking])).toEqual([
      ['fleet/anchor', ['lib']],
      ['fleet/beacon', ['gone']],
    ]);
    await publishing.pushAll();
    expect(states()).toEqual([
      ['fleet/anchor', 'idle'],
      ['fleet/beacon', 'idle'],
      ['fleet/compass', 'done'],
      ['fleet/lib', 'done'],
    ]);
  });

  it('keeps those back whose checks are still under way when all are pushed', async () => {
    const choosing = chooseFleet();
    // A turn of the event loop each: choosing goes in slices, and waits for one between them.
    while (publishing.charts.length === 0) await new Promise((resume) => setImmediate(resume));
    await publishing.pushAll();
    await choosing;
    expect(states().map(([, phase]) => phase)).toEqual(['idle', 'idle', 'done', 'done']);
  });

  it('fetches for all at once, and pushes those that are complete then', async () => {
    const [, beacon] = await chooseFleet();
    await publishing.completion.start(publishing.lacking);
    expect(publishing.completion).toMatchObject({ running: false, ended: 2, complete: 1 });
    expect(publishing.lacking).toEqual([beacon]);
    expect([...(beacon?.dependencies.failures.values() ?? [])]).toMatchObject([
      { code: 'dependency.unreachable' },
    ]);
    // The details show the report when they are opened; what failed stays.
    await beacon?.dependencies.look();
    expect(beacon?.dependencies.failures.size).toBe(1);
    await publishing.pushAll();
    expect(states().map(([, phase]) => phase)).toEqual(['done', 'idle', 'done', 'done']);
  });

  it('goes when the person insists', async () => {
    const [anchor] = await chooseFleet();
    await anchor?.start();
    expect(anchor?.push.error?.code).toBe('chart.has-errors');
    await anchor?.insist();
    expect(anchor?.push.phase).toBe('done');
    expect(publishing.lacking.map(({ name }) => name)).toEqual(['fleet/beacon']);
  });

  it('begins anew with another choice', async () => {
    await chooseFleet();
    const completing = publishing.completion.start(publishing.lacking);
    await choose(chart('other'));
    await completing;
    expect(publishing.completion).toMatchObject({ running: false, charts: [] });
  });
});

it('a chart that can’t be loaded is checked all the same', async () => {
  await choose(chart('anchor', 'type: app\nsources: [x]\n'));
  const [anchor] = publishing.charts;
  expect(anchor?.error?.code).toBe('chart.metadata-invalid');
  const codes = anchor?.checks.findings?.map(({ code }) => code);
  expect(codes).toEqual(['chart.source-invalid', 'chart.icon-missing', 'chart.type-invalid']);
});

it('where no version fits a range, it is told which there are', async () => {
  const needs = "dependencies: [{ name: lib, version: 2.x, repository: 'file://../lib' }]\n";
  const charts = [chart('anchor', needs), chart('lib')];
  await choose(charts.flat().map(({ path, blob }) => ({ path: `fleet/${path}`, blob })));
  await publishing.completion.start(publishing.lacking);
  const failures = publishing.charts[0]?.dependencies.failures.values() ?? [];
  expect([...failures]).toMatchObject([
    { code: 'version.none-fits', data: { range: '2.x', offered: ['1.0.0+b1'] } },
  ]);
});

it('what is fetched but left out by .helmignore is not said to be in the chart', async () => {
  const needs = "dependencies: [{ name: lib, version: 1.x, repository: 'file://../lib' }]\n";
  const ignoring = { path: 'anchor/.helmignore', blob: new Blob(['*.tgz\n']) };
  const charts = [...chart('anchor', needs), ignoring, ...chart('lib')];
  await choose(charts.map(({ path, blob }) => ({ path: `fleet/${path}`, blob })));
  await publishing.completion.start(publishing.lacking);
  const [anchor] = publishing.charts;
  expect(anchor?.dependencies.fetched).not.toContain('charts/lib-1.0.0+b1.tgz');
  expect(anchor?.dependencies.leftOut).toEqual(['charts/lib-1.0.0+b1.tgz']);
  expect(anchor?.checks.findings?.find(({ code }) => code === 'dependency.missing')?.args).toEqual({
    name: 'lib',
    leftOut: { path: 'charts/lib-1.0.0+b1.tgz', pattern: '*.tgz' },
  });
});
