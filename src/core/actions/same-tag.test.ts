import { beforeAll, describe, expect, it } from 'vitest';
import type { PackedChart } from '../chart/packed.ts';
import { createInlineCompute } from '../compute/inline.ts';
import { pushReference } from './push-reference.ts';
import { chartsOfSameTag, destinationOf, tagMeantBy, type BoundChart } from './same-tag.ts';

const tag = (reference: string) => tagMeantBy(pushReference(reference, '1.0.0+b1'));

describe('tagMeantBy', () => {
  it.each([
    ['Ghcr.io/a/b:1', 'ghcr.io/a/b:1'],
    ['oci://ghcr.io/a/b:1', 'ghcr.io/a/b:1'],
    [' ghcr.io:443/a/b:1 ', 'ghcr.io/a/b:1'],
    ['ghcr.io/a/b', 'ghcr.io/a/b:1.0.0_b1'],
    ['ghcr.io/a/b:1.0.0+b1', 'ghcr.io/a/b:1.0.0_b1'],
    ['docker.io/a/b:1', 'index.docker.io/a/b:1'],
    ['docker.io:443/a/b:1', 'registry-1.docker.io/a/b:1'],
    ['localhost/a:1', 'LOCALHOST:80/a:1'],
    ['localhost:5000/a:1', '127.0.0.1:5000/a:1'],
    ['[::1]:5000/a:1', 'localhost:5000/a:1'],
    ['[2001:DB8:0:0::1]/a:1', '[2001:db8::1]/a:1'],
  ])('%s is %s', (one, other) => {
    expect(tag(one)).toBe(tag(other));
  });

  it.each([
    ['ghcr.io/a/b:1', 'ghcr.io/a/b:V1'],
    ['ghcr.io/a/b:v1', 'ghcr.io/a/b:V1'],
    ['ghcr.io/a/b:1', 'ghcr.io/a/c:1'],
    ['ghcr.io/a/b:1', 'ghcr.io:8443/a/b:1'],
    ['ghcr.io/a/b:1', 'ghcr.io:80/a/b:1'],
    ['localhost:5000/a:1', 'localhost:5001/a:1'],
    ['localhost:443/a:1', 'localhost/a:1'],
    ['999.1.1.1/a:1', '999.1.1.2/a:1'],
  ])('%s is not %s', (one, other) => {
    expect(tag(one)).not.toBe(tag(other));
  });
});

describe('chartsOfSameTag', () => {
  const compute = createInlineCompute();
  const packed = (description: string): Promise<PackedChart> => {
    const yaml = `apiVersion: v2\nname: demo\nversion: 1.0.0\ndescription: ${description}\n`;
    const files = [{ path: 'Chart.yaml', blob: new Blob([yaml]) }];
    return compute.packFolder({ folder: 'demo', files });
  };
  let [one, other]: PackedChart[] = [];
  beforeAll(async () => ([one, other] = await Promise.all(['one', 'other'].map(packed))));

  const at = (reference: string, chart?: PackedChart): BoundChart => ({
    chart,
    destination: chart && destinationOf(reference, chart.metadata.version),
  });

  it('finds what would be pushed over each other, in order, however it is written', () => {
    const first = at('docker.io/a/demo', one);
    const alone = at('docker.io/b/demo:1.0.0', other);
    const second = at('oci://Index.docker.io/a/demo:1.0.0', other);
    expect(chartsOfSameTag([first, alone, second], 'helm')).toEqual([
      { reference: 'docker.io/a/demo:1.0.0', charts: [first, second], alike: false },
    ]);
  });

  it('leaves out what isn’t packed, and what can’t be pushed', () => {
    const charts = [at('r.io/a:1', one), at('r.io/a:1'), at('demo', one), at('demo', other)];
    expect(chartsOfSameTag(charts, 'helm')).toEqual([]);
  });

  it('knows the same content, signatures included where the format has them', () => {
    const signed = one && { ...one, provenance: new Blob(['signed']) };
    const alike = (format: 'helm' | 'two-layer', ...charts: (PackedChart | undefined)[]) =>
      chartsOfSameTag(
        charts.map((chart) => at('r.io/a:1', chart)),
        format,
      ).map((same) => same.alike);
    expect(alike('helm', one, one)).toEqual([true]);
    expect(alike('helm', one, one, other)).toEqual([false]);
    expect(alike('helm', one, signed)).toEqual([false]);
    expect(alike('two-layer', one, signed)).toEqual([true]);
  });
});
