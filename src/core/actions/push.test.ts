import { beforeEach, describe, expect, it } from 'vitest';
import { createInlineCompute } from '../compute/inline.ts';
import type { ChartSource } from '../chart/files.ts';
import type { Limited } from '../concurrency.ts';
import { MemoryTarget } from '../content/memory.ts';
import { ChartroomError } from '../errors.ts';
import type { Format } from '../formats/format.ts';
import { open } from './open.ts';
import { promotion, promotionOfKept } from './promote.ts';
import { takingTurnsByName } from '../turns.ts';
import { held, publication } from './publish.ts';
import { pushReference } from './push-reference.ts';
import { objectionOf, push, type PushTask } from './push.ts';

const compute = createInlineCompute();
const VERSION = '1.0.0+b1';

async function packed(description: string) {
  const chart = `apiVersion: v2\nname: mychart\nversion: ${VERSION}\ndescription: ${description}\n`;
  const source: ChartSource = {
    folder: 'mychart',
    files: [{ path: 'Chart.yaml', blob: new Blob([chart]) }],
  };
  return compute.packFolder(source);
}

async function artifactOf(description: string, format: Format = 'helm') {
  return compute.assemble(await packed(description), format);
}

async function task(description: string, errors = 0): Promise<PushTask> {
  const reference = pushReference('ghcr.io/fleet/mychart', VERSION);
  return publication(await artifactOf(description), {
    reference,
    format: 'helm',
    version: VERSION,
    errors,
  });
}

let asked: string[];
let registry: MemoryTarget;
const ports = {
  turns: takingTurnsByName(),
  repository(host: string, name: string) {
    asked.push(`${host}/${name}`);
    return Promise.resolve(registry);
  },
};
beforeEach(() => {
  asked = [];
  registry = new MemoryTarget();
});

describe('push', () => {
  it('asks before a version below the newest is pushed, and contacts nobody', async () => {
    const ready = { ...(await task('first')), higher: '2.0.0' };
    await expect(push(ready, ports)).rejects.toMatchObject({
      code: 'version.lower',
      data: { reference: 'ghcr.io/fleet/mychart:1.0.0_b1', version: VERSION, higher: '2.0.0' },
    });
    expect(asked).toEqual([]);
    await push(ready, ports, { despite: ['version.lower'] });
    expect(asked).toEqual(['ghcr.io/fleet/mychart']);
  });

  it('stores the artifact, and returns what the registry has', async () => {
    const ready = await task('first');
    const begun: string[] = [];
    const pushed = await push(ready, ports, { onBegin: (reference) => begun.push(reference) });
    expect(begun).toEqual(['ghcr.io/fleet/mychart:1.0.0_b1']);
    expect(asked).toEqual(['ghcr.io/fleet/mychart']);
    const stored = await registry.fetchManifest('1.0.0_b1');
    expect(pushed).toEqual({
      reference: 'ghcr.io/fleet/mychart:1.0.0_b1',
      place: ready.reference,
      digest: ready.manifest.digest,
      format: 'helm',
      version: VERSION,
      manifest: stored.blob,
      unchanged: false,
      further: [],
    });
    for (const blob of ready.blobs) expect(await registry.exists(blob)).toBe(true);
    expect((await push(ready, ports)).unchanged).toBe(true);
  });

  it('is sent in its turn; what is there, or may not be replaced, doesn’t wait for one', async () => {
    let send = () => {};
    const turn = new Promise<void>((resolve) => (send = resolve));
    const sending: Limited = async (work) => turn.then(work);
    const [first, second] = [await task('first'), await task('second')];
    const pushing = push(first, ports, { sending });
    await new Promise((resolve) => setTimeout(resolve));
    expect((await registry.tags()).names).toEqual([]);
    send();
    expect((await pushing).unchanged).toBe(false);
    const never: Limited = () => new Promise(() => {});
    expect((await push(first, ports, { sending: never })).unchanged).toBe(true);
    await expect(push(second, ports, { sending: never })).rejects.toThrow('tag.differs');
  });

  it('stops at errors before any request, unless they are overridden', async () => {
    const broken = await task('broken', 2);
    let begun = false;
    const error = await push(broken, ports, { onBegin: () => (begun = true) }).catch(String);
    expect(error).toContain('chart.has-errors');
    expect({ asked, begun }).toEqual({ asked: [], begun: false });
    await push(broken, ports, { despite: ['chart.has-errors'] });
    expect((await registry.tags()).names).toEqual(['1.0.0_b1']);
  });

  it('waits for another push to the same tag, and sees its result', async () => {
    const [first, second] = [await task('first'), await task('second')];
    // Without its tag, which is then the chart's version, and the host in another case.
    second.reference = pushReference('GHCR.io:443/fleet/mychart:1.0.0+b1', VERSION);
    const waited: string[] = [];
    const all = await Promise.allSettled([
      push(first, ports, { onWait: () => waited.push('first') }),
      push(second, ports, { onWait: () => waited.push('second') }),
    ]);
    expect(waited).toEqual(['second']);
    expect(all).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'tag.differs' } },
    ]);
    expect((await registry.resolve('1.0.0_b1')).digest).toBe(first.manifest.digest);
  });

  it('stops at a tag that holds other content, until it may be replaced', async () => {
    const [first, second] = [await task('first'), await task('second')];
    await push(first, ports);
    await expect(push(second, ports)).rejects.toMatchObject({
      code: 'tag.differs',
      data: { reference: 'ghcr.io/fleet/mychart:1.0.0_b1', existing: first.manifest.digest },
    });
    await push(second, ports, { despite: ['tag.differs'] });
    expect((await registry.resolve('1.0.0_b1')).digest).toBe(second.manifest.digest);
  });
});

it('only errors that can be overridden are objections', () => {
  expect(objectionOf(new ChartroomError('chart.has-errors', { errors: 1 }))).toBe(
    'chart.has-errors',
  );
  expect(objectionOf(new ChartroomError('storage.full', {}))).toBeUndefined();
  expect(objectionOf(undefined)).toBeUndefined();
});

describe('a chart that is pushed on', () => {
  const from = 'localhost:5000/mychart:1';
  const kept = async (format: Format) => {
    const artifact = await artifactOf('kept', format);
    const { source } = await held(artifact);
    const { descriptor, blob } = artifact.manifest;
    await source.push(descriptor, blob, { tag: from });
    return { source, descriptor };
  };

  it.each<Format>(['helm', 'two-layer', 'single-layer'])(
    'keeps its digest, opened or kept: %s',
    async (format) => {
      const { source, descriptor } = await kept(format);
      const destination = 'ghcr.io/fleet/mychart';
      const opened = promotion(await open(source, from, { compute }), destination);
      const entry = { name: from, descriptor, size: 0, kind: 'chart' as const };
      const read = await promotionOfKept(source, entry, destination, async () => compute);
      for (const ready of [opened, read]) {
        expect(ready).toMatchObject({ format, version: VERSION, errors: 0 });
        expect(ready.reference.tag).toBe('1.0.0_b1');
        registry = new MemoryTarget();
        expect((await push(ready, ports)).digest).toBe(descriptor.digest);
      }
    },
  );

  it('isn’t read whole where the library knows its version', async () => {
    const { source, descriptor } = await kept('helm');
    const chart = { name: 'mychart', version: VERSION };
    const entry = { name: from, descriptor, size: 0, kind: 'chart' as const, chart };
    const ready = await promotionOfKept(source, entry, 'ghcr.io/fleet/mychart:stable', () =>
      Promise.reject(new Error('not needed')),
    );
    expect(ready.reference.tag).toBe('stable');
    expect(ready.blobs).toHaveLength(2);
  });
});
