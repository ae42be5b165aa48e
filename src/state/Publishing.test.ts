import { beforeEach, describe, expect, it } from 'vitest';
import type { Selection } from '../core/actions/selection.ts';
import type { SourceFile } from '../core/chart/files.ts';
import { ChartroomError } from '../core/errors.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import {
  chart,
  folder,
  Full,
  Guarded,
  servicesWith,
  Slow,
} from '../../tests/support/publishing.ts';
import { Publishing } from './Publishing.svelte.ts';
import type { Services } from './services.ts';

let repositories: Map<string, MemoryTarget>;
let services: Services;
let publishing: Publishing;

beforeEach(() => {
  repositories = new Map();
  services = servicesWith(repositories);
  publishing = new Publishing(services);
});

async function choose(...charts: SourceFile[][]) {
  await publishing.choose({ files: charts.flat(), loose: [] });
  return publishing.charts;
}

async function chooseOne(files: SourceFile[]) {
  const [only] = await choose(files);
  if (!only) throw publishing.error ?? new Error('no chart');
  return only;
}

describe('one chart', () => {
  it('is packed, and its place suggested as Helm would name it', async () => {
    const one = await chooseOne(chart('mychart'));
    expect(one.chart?.metadata.name).toBe('mychart');
    expect(one.reference).toBe('localhost:5000/mychart:1.0.0_b1');
  });

  it('is packed anew only where it changed since it was chosen before', async () => {
    const [one] = await choose(chart('other'), chart('mychart'));
    const [same, other] = await choose(chart('other', 'description: edited\n'), chart('mychart'));
    expect(same?.chart?.archive).toBe(one?.chart?.archive);
    expect(other?.chart?.metadata.description).toBe('edited');
    expect(other?.checks.findings).toBeDefined();
  });

  it('gives way to what is chosen while its folder is still being read', async () => {
    let finish = (_: Selection) => {};
    const slow = publishing.choose(new Promise((resolve) => (finish = resolve)));
    const [later] = await choose(chart('later'));
    finish({ files: chart('slow'), loose: [] });
    await slow;
    expect(publishing.charts).toEqual([later]);
    expect(publishing.reading).toBe(false);
  });

  it('is read again from where it lay: what was typed stays, and what changed is told', async () => {
    let files = chart('mychart');
    const again = () => Promise.resolve({ files, loose: [], again });
    await publishing.choose(again());
    const [before] = publishing.charts;
    if (!before) throw new Error('no chart');
    before.reference = 'registry.example/typed:1';
    expect(before.since).toBeUndefined();

    const edited = chart('mychart', 'description: edited\n');
    files = [...edited.slice(0, 2), ...folder('mychart', { 'templates/b.yaml': 'b: 1\n' })];
    await publishing.readAgain();
    const [now] = publishing.charts;
    expect(now).not.toBe(before);
    expect(now?.reference).toBe('registry.example/typed:1');
    expect(now?.since?.files).toEqual({
      added: ['templates/b.yaml'],
      changed: ['Chart.yaml'],
      removed: ['templates/a.yaml'],
    });
    expect(now?.since?.version).toBeUndefined();

    files = chart('mychart').slice(1);
    await publishing.readAgain();
    expect(publishing.error?.code).toBe('folder.no-chart');
    expect(publishing.charts).toEqual([now]);

    files = folder('mychart', { 'Chart.yaml': 'apiVersion: v2\nname: mychart\nversion: 2.0.0\n' });
    await publishing.readAgain();
    const { since } = publishing.charts[0] ?? {};
    expect(since?.version).toEqual(['1.0.0+b1', '2.0.0']);
    expect([...(since?.findings?.fresh ?? [])].map(({ code }) => code)).toContain('values.missing');
  });

  it('that was chosen once more elsewhere goes where it is suggested', async () => {
    const one = await chooseOne(chart('mychart'));
    one.reference = 'registry.example/typed:1';
    const other = await chooseOne(chart('mychart'));
    expect(other.reference).toBe('localhost:5000/mychart:1.0.0_b1');
    expect(other.since).toBeUndefined();
    expect(publishing.canReadAgain).toBe(false);
  });

  it('is stored under its reference, with the digest that was shown before', async () => {
    const one = await chooseOne(chart('mychart'));
    one.reference = 'registry.example:5000/a/b:latest';
    await one.preview();
    const shown = one.artifact?.manifest.descriptor.digest;
    await one.start();
    expect(one.push.phase).toBe('done');
    expect(one.push.result).toMatchObject({
      reference: 'registry.example:5000/a/b:latest',
      digest: shown,
      unchanged: false,
    });
    const stored = await repositories.get('registry.example:5000/a/b')?.fetchManifest('latest');
    expect(await stored?.blob.text()).toBe(await one.push.result?.manifest.text());
  });

  it('is pushed to the tag of its version if none is given', async () => {
    const one = await chooseOne(chart('mychart'));
    one.reference = 'localhost:5000/mychart';
    await one.start();
    expect(one.push.result?.reference).toBe('localhost:5000/mychart:1.0.0_b1');
  });

  it('is a success the second time, with nothing sent', async () => {
    const one = await chooseOne(chart('mychart'));
    await one.start();
    await one.start();
    expect(one.push.result?.unchanged).toBe(true);
  });

  it('stops at a tag with other content, and continues when told to', async () => {
    const first = await chooseOne(chart('mychart'));
    await first.start();
    const second = await chooseOne(chart('mychart', 'description: another\n'));
    await second.start();
    expect(second.push.error?.code).toBe('tag.differs');
    expect(second.push.mayInsist).toBe(true);
    await second.insist();
    expect(second.push.phase).toBe('done');
    expect(second.push.result?.digest).not.toBe(first.push.result?.digest);
  });

  it('stops if checks found errors, and continues when told to', async () => {
    const one = await chooseOne(chart('mychart', 'sources: [vessel]\n'));
    expect(await one.checks.verdict()).toEqual({ errors: 1, unchecked: undefined });
    await one.start();
    expect(one.push.error?.code).toBe('chart.has-errors');
    expect(repositories.size).toBe(0);
    await one.insist();
    expect(one.push.phase).toBe('done');
  });

  it('stops if the checks couldn’t finish, and continues when told to', async () => {
    const fault = { reason: 'too-long', seconds: 20 } as const;
    const unfinished = new ChartroomError('work.unfinished', fault);
    const compute = { ...(await services.compute()), check: () => Promise.reject(unfinished) };
    services.compute = () => Promise.resolve(compute);
    const one = await chooseOne(chart('mychart'));
    expect(one.error).toBeUndefined();
    expect(one.checks.findings).toMatchObject([{ code: 'checks.unfinished', args: fault }]);
    await one.start();
    expect(one.push.error).toMatchObject({ code: 'chart.unchecked', data: fault });
    expect(repositories.size).toBe(0);
    await one.insist();
    expect(one.push.phase).toBe('done');
  });

  it('can’t be pushed to a digest, only to a tag', async () => {
    const one = await chooseOne(chart('mychart'));
    one.reference = `localhost:5000/mychart@sha256:${'0'.repeat(64)}`;
    await one.start();
    expect(one.push.error?.data).toMatchObject({ reason: 'no-tag' });
  });

  it('is cancelled, and can be pushed after all', async () => {
    repositories.set('localhost:5000/mychart', new Slow());
    const one = await chooseOne(chart('mychart'));
    one.reference = 'localhost:5000/mychart:1';
    const pushing = one.start();
    expect(publishing.running).toBe(true);
    setTimeout(() => one.push.cancel(), 20);
    await pushing;
    expect(one.push.error?.code).toBe('aborted');
    repositories.clear();
    await one.start();
    expect(one.push.phase).toBe('done');
  });

  it('is kept under its reference', async () => {
    const one = await chooseOne(chart('mychart'));
    one.reference = 'localhost:5000/mychart:kept';
    await one.keepIt();
    expect(one.keep.phase).toBe('kept');
    const shelf = await services.library();
    expect((await shelf.tags()).names).toEqual(['localhost:5000/mychart:kept']);
  });

  it('forgets the result once something else would be pushed', async () => {
    const one = await chooseOne(chart('mychart'));
    await one.start();
    publishing.format = 'two-layer';
    expect(one.push.phase).toBe('idle');
    await one.start();
    expect(one.push.error?.code).toBe('tag.differs');
  });
});

describe('what a chart depends on', () => {
  const dependency = "dependencies: [{ name: sub, version: 1.x, repository: 'file://../sub' }]\n";

  it('is shown, even at the second attempt if the first failed', async () => {
    const { dependencies } = await chooseOne(chart('mychart', dependency));
    const { compute } = services;
    // The workers' code fails to load, as it does without a network.
    services.compute = () => Promise.reject(new ChartroomError('page.incomplete', {}));
    await dependencies.look();
    expect(dependencies.report).toBeUndefined();
    expect(dependencies.error?.code).toBe('page.incomplete');
    services.compute = compute;
    await dependencies.look();
    expect(dependencies.error).toBeUndefined();
    expect(dependencies.missing.map(({ declared }) => declared.name)).toEqual(['sub']);
  });
});

describe('several charts', () => {
  it('each have a reference below one path, until a person types another', async () => {
    const [anchor, beacon] = await choose(chart('anchor'), chart('beacon'));
    publishing.path = 'ghcr.io/fleet/';
    if (beacon) beacon.reference = 'ghcr.io/lights/beacon:2';
    publishing.path = 'oci://ghcr.io/navy';
    expect(anchor?.reference).toBe('ghcr.io/navy/anchor:1.0.0_b1');
    expect(beacon?.reference).toBe('ghcr.io/lights/beacon:2');
  });

  it('are pushed together; one failure stops no other', async () => {
    const broken = folder('fog', { 'Chart.yaml': 'name: [fog\n' });
    const charts = await choose(chart('anchor'), chart('beacon'), broken, chart('compass'));
    publishing.path = 'localhost:5000/fleet';
    repositories.set('localhost:5000/fleet/beacon', new Full());
    await publishing.pushAll();
    expect(charts.map(({ name, error, push }) => [name, push.phase, error?.code])).toEqual([
      ['anchor', 'done', undefined],
      ['beacon', 'failed', undefined],
      ['compass', 'done', undefined],
      ['fog', 'idle', 'chart.yaml-invalid'],
    ]);
  });

  it('are pushed as soon as they are packed, if that was requested before', async () => {
    publishing.path = 'localhost:5000/fleet';
    const choosing = choose(
      ...['anchor', 'beacon', 'compass', 'dinghy'].map((name) => chart(name)),
    );
    while (publishing.charts.length === 0) await new Promise((resume) => setImmediate(resume));
    expect(publishing.charts.filter(({ chart }) => chart)).toEqual([]);
    await publishing.pushAll();
    expect(publishing.charts.map(({ push }) => push.phase)).toEqual(Array(4).fill('done'));
    expect(publishing.running).toBe(false);
    await choosing;
  });
});

describe('several charts of one name and version', () => {
  /** In folders of their own, as they are chosen with the folder around them. */
  async function chooseAt(places: Record<string, string>) {
    const files = Object.entries(places).flatMap(([place, extra]) =>
      chart('demo', extra).map(({ path, blob }) => ({ path: `charts/${place}/${path}`, blob })),
    );
    return choose(files, chart('other'));
  }

  const phases = () => publishing.charts.map(({ push }) => push.phase);

  it('are told before anything is sent, and held back; others go', async () => {
    await chooseAt({
      incubator: 'description: a\n',
      stable: 'description: b\n',
      staging: 'description: c\n',
    });
    publishing.path = 'localhost:5000/fleet';
    expect(publishing.sameTags).toMatchObject([
      {
        reference: 'localhost:5000/fleet/demo:1.0.0_b1',
        charts: [
          { name: 'charts/incubator/demo' },
          { name: 'charts/stable/demo' },
          { name: 'charts/staging/demo' },
        ],
        alike: false,
      },
    ]);
    await publishing.pushAll();
    expect(phases()).toEqual(['idle', 'idle', 'idle', 'done']);
    expect(repositories.has('localhost:5000/fleet/demo')).toBe(false);
  });

  it('go one by one as the person says: by another reference, or one that is meant', async () => {
    const [first, second, third] = await chooseAt({
      a: 'description: a\n',
      b: 'description: b\n',
      c: '',
    });
    if (!first || !second || !third) throw new Error('no charts');
    first.reference = 'localhost:5000/first';
    await publishing.pushAll();
    expect(phases()).toEqual(['done', 'idle', 'idle', 'done']);
    await third.start();
    await publishing.pushAll();
    expect(phases()).toEqual(['done', 'idle', 'done', 'done']);
    // An edit that leads to where another was pushed to.
    second.reference = 'oci://LOCALHOST:5000/first:1.0.0+b1';
    await publishing.pushAll();
    expect(second.push.phase).toBe('idle');
    await second.start();
    expect(second.push.error?.code).toBe('tag.differs');
  });

  it('are held back though an edit makes them the same while others are under way', async () => {
    const [first] = await chooseAt({ a: '' });
    publishing.path = 'localhost:5000';
    const all = publishing.pushAll();
    if (first) first.reference = 'localhost:5000/other';
    await all;
    expect(phases()).toEqual(['idle', 'idle']);
  });

  it('never race, each started by itself', async () => {
    const charts = await chooseAt({ a: 'description: a\n', b: 'description: b\n' });
    await Promise.all(charts.map((one) => one.start()));
    const [one, other, third] = charts.map(({ push }) => push.error?.code);
    // Whichever is ready first is pushed.
    expect([one, other].sort()).toEqual(['tag.differs', undefined]);
    expect(third).toBeUndefined();
  });

  it('are sent once where they are the same', async () => {
    await chooseAt({ a: '', b: '' });
    await publishing.pushAll();
    const results = publishing.charts.map(({ push }) => push.result?.unchanged);
    expect(results.slice(0, 2).sort()).toEqual([false, true]);
  });
});

describe('several charts, and a registry that wants a sign-in', () => {
  const NAMES = ['anchor', 'beacon', 'compass', 'dinghy', 'ensign'];

  it('asks once while others are under way, and the rest go on after it', async () => {
    Guarded.signedIn = false;
    const charts = await choose(...NAMES.map((name) => chart(name)), chart('slow'));
    publishing.path = 'guarded.example/fleet';
    for (const name of NAMES) repositories.set(`guarded.example/fleet/${name}`, new Guarded());
    repositories.set('localhost:5000/slow', new Slow());
    const slow = charts.at(-1);
    if (slow) slow.reference = 'localhost:5000/slow:1';

    const all = publishing.pushAll();
    await expect.poll(() => publishing.refusals).toHaveLength(1);
    await expect.poll(() => charts.filter(({ push }) => push.running)).toEqual([slow]);
    expect(charts.map(({ push }) => push.error)).toEqual(charts.map(() => undefined));

    Guarded.signedIn = true;
    await publishing.pushAll();
    expect(publishing.refusals).toEqual([]);
    expect(charts.slice(0, -1).map(({ push }) => push.phase)).toEqual(NAMES.map(() => 'done'));
    expect(slow?.push.running).toBe(true);
    publishing.cancelAll();
    await all;
  });

  it('waits for no sign-in once it is cancelled', async () => {
    Guarded.signedIn = false;
    const [anchor] = await choose(chart('anchor'), chart('beacon'));
    publishing.path = 'guarded.example/fleet';
    for (const name of NAMES) repositories.set(`guarded.example/fleet/${name}`, new Guarded());
    await publishing.pushAll();
    expect(publishing.refusals[0]?.data.registry).toBe('guarded.example');
    expect(anchor?.push.phase).toBe('idle');
    publishing.cancelAll();
    expect(publishing.refusals).toEqual([]);
  });
});

it('reports a selection without a chart', async () => {
  await choose(folder('notes', { 'a.txt': 'x' }));
  expect(publishing.charts).toEqual([]);
  expect(publishing.error?.data).toEqual({ folder: 'notes' });
});
