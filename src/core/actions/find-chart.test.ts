import { describe, expect, test } from 'vitest';
import { MemoryTarget } from '../content/memory.ts';
import { copy } from '../content/copy.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import { digestOf } from '../oci/digest.ts';
import { HELM_CHART, HELM_CONFIG } from '../oci/chart-media-types.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { findChart } from './find-chart.ts';

/** Counts the requests, and can run a callback at each. */
class Counting extends MemoryTarget {
  asked = 0;
  stored = 0;
  onAsked: (() => void) | undefined;

  override fetchManifest(...args: Parameters<MemoryTarget['fetchManifest']>) {
    this.asked++;
    this.onAsked?.();
    return super.fetchManifest(...args);
  }

  override push(...args: Parameters<MemoryTarget['push']>) {
    this.stored++;
    return super.push(...args);
  }
}

async function put(target: MemoryTarget, mediaType: string, content: object): Promise<Descriptor> {
  const blob = new Blob([JSON.stringify({ schemaVersion: 2, ...content })]);
  const descriptor = { mediaType, digest: await digestOf(blob), size: blob.size };
  await target.push(descriptor, blob, { tag: 'top' });
  return descriptor;
}

/** A manifest of another kind behind `levels` indexes that name the next one `times` times. */
async function nested(levels: number, times: number, target = new Counting()) {
  const config = { mediaType: 'text/plain', digest: await digestOf(new Blob()), size: 0 };
  await target.push(config, new Blob());
  let descriptor = await put(target, OCI_MANIFEST, { config, layers: [] });
  for (let level = 0; level < levels; level++) {
    // Made different, so that they don't count as one within an index.
    const others = await Promise.all(
      Array.from({ length: times }, (_, i) =>
        put(target, OCI_INDEX, { manifests: [descriptor], annotations: { i: String(i) } }),
      ),
    );
    descriptor = await put(target, OCI_INDEX, { manifests: [...others, ...others] });
  }
  target.asked = 0;
  return target;
}

describe('indexes that name each other over and over', () => {
  test('each manifest is looked at once', async () => {
    const source = await nested(3, 4);
    await expect(findChart(source, 'top')).rejects.toMatchObject({ code: 'manifest.not-chart' });
    // Three levels of an index and four others, and the manifest.
    expect(source.asked).toBe(3 * 5 + 1);
  });

  test('the number of manifests is limited', async () => {
    const source = await nested(1, 1000);
    await expect(findChart(source, 'top')).rejects.toMatchObject({ code: 'manifest.not-chart' });
    expect(source.asked).toBeLessThan(50);
  });

  test('the depth is limited', async () => {
    const source = await nested(20, 1);
    await expect(findChart(source, 'top')).rejects.toMatchObject({
      code: 'manifest.invalid',
      data: { reason: 'too-deep' },
    });
    expect(source.asked).toBeLessThan(20);
  });

  test('an abort ends the search even without network requests', async () => {
    const source = await nested(3, 4);
    const abort = new AbortController();
    source.onAsked = () => abort.abort();
    await expect(findChart(source, 'top', { signal: abort.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(source.asked).toBe(1);
  });

  test('a copy stores each once', async () => {
    // Following every path to a manifest would take 16 to the fourth power steps.
    const source = await nested(4, 16);
    const target = new Counting();
    await copy(source, 'top', target, 'top');
    expect(target.stored).toBe(4 * 17 + 2);
  });
});

test('a chart is found in an index, after a manifest that isn’t one', async () => {
  const target = await nested(1, 2);
  const other = await target.resolve('top');
  const layer = { digest: await digestOf(new Blob()), size: 0 };
  const chart = await put(target, OCI_MANIFEST, {
    config: { ...layer, mediaType: HELM_CONFIG },
    layers: [{ ...layer, mediaType: HELM_CHART }],
  });
  await put(target, OCI_INDEX, { manifests: [other, chart] });
  const found = await findChart(target, 'top');
  expect(found.stored.descriptor.digest).toBe(chart.digest);
});
