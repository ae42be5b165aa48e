import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import { sampleReferrer, type SampleReferrer } from '../../../tests/support/referrers.ts';
import {
  isRegistryAvailable,
  startRegistry,
  type RunningRegistry,
} from '../../../tests/support/registry.ts';
import { copyWithReferrers } from '../content/copy-referrers.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { ReferrerList } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { copy } from '../content/copy.ts';
import type { Descriptor } from '../oci/descriptor.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_INDEX } from '../oci/media-types.ts';
import { referrersTag } from '../oci/referrer.ts';
import { Registry } from './registry.ts';
import type { Repository } from './repository.ts';
import type { Transport } from './transport.ts';

const SBOM = 'application/vnd.example.sbom';

/** The real registry has no referrers API, so all of this uses the tags. */
describe.skipIf(!isRegistryAvailable())('a copy with referrers', () => {
  let server: RunningRegistry;
  let other: RunningRegistry;
  beforeAll(async () => void ([server, other] = [await startRegistry(), await startRegistry()]));
  afterAll(async () => void (await server.stop(), await other.stop()));

  const open = (host: string, name: string, transport: Transport = nodeTransport) =>
    new Registry({ host, transport }).repository(name);

  /** A chart in the first registry with a signature, an SBOM, and a signature of that. */
  async function signedChart(name: string) {
    const source = open(server.host, name);
    const { target, manifest, config } = await sampleArtifact(name, 300_000);
    await copy(target, 'sample', source, '1.0.0');
    const chart = manifest.descriptor;
    const signature = await attach(source, chart, config);
    const sbom = await attach(source, chart, config, SBOM);
    const signedSbom = await attach(source, sbom.descriptor, config);
    return { source, chart, config, signature, sbom, signedSbom };
  }

  async function attach(...[to, ...sample]: [Repository, ...Parameters<typeof sampleReferrer>]) {
    const referrer = await sampleReferrer(...sample);
    await to.push(referrer.descriptor, referrer.blob);
    return referrer;
  }

  const entries = (...referrers: SampleReferrer[]) => referrers.map(({ entry }) => entry);
  const puts = (requests: string[]) =>
    requests.filter((request) => request.startsWith('PUT') && request.includes('/manifests/'));

  test('brings signatures, and the signatures of these; the tag comes last', async () => {
    const { source, chart, signature, sbom, signedSbom } = await signedChart('whole');
    const { transport, requests, sent } = recording();
    const destination = open(other.host, 'whole', transport);
    const result = await copyWithReferrers(source, '1.0.0', destination, '1.0.0');
    expect(result).toMatchObject({ unchanged: false, missing: [], end: 'whole' });
    expect(result.referrers).toEqual(entries(signature, sbom, signedSbom));
    expect((await destination.referrers(chart.digest)).entries).toEqual(entries(signature, sbom));
    expect((await destination.referrers(sbom.descriptor.digest)).entries).toEqual(
      entries(signedSbom),
    );
    expect((await destination.resolve('1.0.0')).digest).toBe(chart.digest);
    const named = (url: string) => url.replace(/^.*\/manifests\//, '');
    const pushed = sent.filter(({ method, url }) => method === 'PUT' && /manifests/.test(url));
    expect(pushed.map(({ url }) => named(url))).toEqual([
      chart.digest,
      signature.descriptor.digest,
      referrersTag(chart.digest),
      sbom.descriptor.digest,
      referrersTag(chart.digest),
      signedSbom.descriptor.digest,
      referrersTag(sbom.descriptor.digest),
      '1.0.0',
    ]);
    expect(requests.filter((request) => /GET .*blobs/.test(request))).toEqual([]);
  });

  test('stops with a registry that lists another referrer for each one', async () => {
    const { source, chart, config } = await signedChart('endless');
    class Endless extends MemoryTarget {
      asked = 0;
      override async referrers(digest: Digest): Promise<ReferrerList> {
        this.asked++;
        const { descriptor, blob, entry } = await sampleReferrer({ ...chart, digest }, config);
        await this.push(descriptor, blob);
        return { entries: [entry], end: 'whole' };
      }
    }
    const endless = new Endless();
    await copy(source, '1.0.0', endless, '1.0.0');
    const destination = open(other.host, 'endless');
    await expect(copyWithReferrers(endless, '1.0.0', destination, '1.0.0')).rejects.toMatchObject({
      code: 'manifest.invalid',
      data: { reason: 'too-deep' },
    });
    expect(endless.asked).toBeLessThan(20);
    await expect(destination.resolve('1.0.0')).rejects.toMatchObject({ code: 'tag.not-found' });
  });

  test('says what couldn’t be had, and that a list may have more', async () => {
    const { source, chart, signature } = await signedChart('unproven');
    const sha384 = { ...signature.entry, digest: `sha384:${'ab'.repeat(48)}` as const };
    const listing = vi.spyOn(source, 'referrers');
    listing.mockImplementation(async (digest) => ({
      entries: digest === chart.digest ? [sha384, signature.entry] : [],
      end: 'unproven',
    }));
    const destination = open(other.host, 'unproven');
    const result = await copyWithReferrers(source, '1.0.0', destination, '1.0.0');
    expect(result.referrers).toEqual([signature.entry]);
    expect(result.missing).toEqual([sha384]);
    expect(result.end).toBe('unproven');
  });

  // No answer isn't the answer that there are none.
  test.each([
    ['the API', /\/referrers\//],
    ['the tag', /\/manifests\/sha256-/],
    ['both', /\/referrers\/|\/manifests\/sha256-/],
  ])('a list that a broken connection hides ends the copy: %s', async (what, path) => {
    const name = `broken-${what.replace('the ', '').toLowerCase()}`;
    const { chart } = await signedChart(name);
    const failing: Transport = (request) => {
      if (path.test(request.url)) throw new TypeError('no network');
      return nodeTransport(request);
    };
    const clock = { now: () => Date.now(), random: () => 0, sleep: async () => {} };
    for (const probe of [undefined, async () => false]) {
      const broken = new Registry({ host: server.host, transport: failing, clock, probe });
      const destination = open(other.host, name);
      const copying = copyWithReferrers(broken.repository(name), '1.0.0', destination, '1.0.0');
      await expect(copying).rejects.toMatchObject({ code: 'registry.unreachable' });
      await expect(destination.resolve('1.0.0')).rejects.toMatchObject({ code: 'tag.not-found' });
    }
    // What CORS hides is another matter: there may be none, and that isn't proven.
    const probe = async () => true;
    const hidden = new Registry({ host: server.host, transport: failing, clock, probe });
    const list = await hidden.repository(name).referrers(chart.digest);
    expect(list.end).toBe(path.test('/manifests/sha256-') ? 'unproven' : 'whole');
  });

  test('a second copy sends only new signatures', async () => {
    const { source, chart, config, signature, sbom } = await signedChart('again');
    await copyWithReferrers(source, '1.0.0', open(other.host, 'again'), '1.0.0');
    const theirs = await attach(open(other.host, 'again'), chart, config, 'application/x-theirs');
    const { transport, requests } = recording();
    const destination = open(other.host, 'again', transport);
    const again = await copyWithReferrers(source, '1.0.0', destination, '1.0.0');
    expect(again.unchanged).toBe(true);
    expect(again.referrers).toHaveLength(3);
    expect(puts(requests)).toEqual([]);

    const later = await attach(source, chart, config, 'application/x-later');
    requests.length = 0;
    await copyWithReferrers(source, '1.0.0', destination, '1.0.0');
    expect(puts(requests)).toEqual([
      'PUT /v2/again/manifests/sha256:…',
      `PUT /v2/again/manifests/${referrersTag(chart.digest)}`,
    ]);
    expect((await destination.referrers(chart.digest)).entries).toEqual(
      entries(signature, sbom, theirs, later),
    );
  });

  test('a chart without referrers is copied as usual, with two more requests', async () => {
    const source = open(server.host, 'plain');
    const { target } = await sampleArtifact('plain');
    await copy(target, 'sample', source, '1.0.0');
    const { transport, requests } = recording();
    const registry = new Registry({ host: server.host, transport });
    await copyWithReferrers(registry.repository('plain'), '1.0.0', registry.repository('p2'), '1');
    expect(puts(requests)).toEqual(['PUT /v2/p2/manifests/1']);
    expect(requests.filter((request) => request.startsWith('GET')).slice(1)).toEqual([
      'GET /v2/plain/referrers/sha256:…',
      expect.stringMatching(/^GET \/v2\/plain\/manifests\/sha256-/),
    ]);
  });

  test('listed referrers that are missing or refer to something else are reported', async () => {
    const { source, chart, config, signature, sbom } = await signedChart('told');
    const stray = await attach(source, sbom.descriptor, config, 'application/x-stray');
    const manifests = entries(signature, sbom, stray);
    await pushIndex(source, manifests, referrersTag(chart.digest));
    await source.delete(signature.descriptor.digest);

    const destination = open(other.host, 'told');
    const { missing } = await copyWithReferrers(source, '1.0.0', destination, '1.0.0');
    expect(missing).toEqual(entries(signature, stray));
    expect((await destination.referrers(chart.digest)).entries).toEqual(entries(sbom));
    expect((await destination.resolve('1.0.0')).digest).toBe(chart.digest);
  });

  test('referrers of the manifests in an index are copied too', async () => {
    const { source, chart, config, signature, sbom } = await signedChart('listed');
    const index = await pushIndex(source, [chart], 'all');
    const ofIndex = await attach(source, index, config, 'application/x-of-index');
    const destination = open(other.host, 'listed');
    const { referrers } = await copyWithReferrers(source, 'all', destination, 'all');
    expect(referrers).toHaveLength(4);
    expect((await destination.referrers(index.digest)).entries).toEqual(entries(ofIndex));
    expect((await destination.referrers(chart.digest)).entries).toEqual(entries(signature, sbom));
  });

  test('an interrupted copy has no tag, and the next one completes it', async () => {
    const { source, chart, sbom } = await signedChart('broken');
    const failing: Transport = (request) => {
      if (request.method === 'PUT' && request.url.endsWith(sbom.descriptor.digest)) {
        throw new TypeError('no network');
      }
      return nodeTransport(request);
    };
    const clock = { now: () => Date.now(), random: () => 0, sleep: async () => {} };
    const broken = new Registry({ host: other.host, transport: failing, clock });
    const copying = copyWithReferrers(source, '1.0.0', broken.repository('broken'), '1.0.0');
    await expect(copying).rejects.toMatchObject({ code: 'registry.unreachable' });
    const destination = open(other.host, 'broken');
    await expect(destination.resolve('1.0.0')).rejects.toMatchObject({ code: 'tag.not-found' });
    await copyWithReferrers(source, '1.0.0', destination, '1.0.0');
    expect((await destination.referrers(chart.digest)).entries).toHaveLength(2);
    expect((await destination.resolve('1.0.0')).digest).toBe(chart.digest);
  });

  test('a tag with other content stops it before anything is sent', async () => {
    const { source } = await signedChart('differs');
    const { target } = await sampleArtifact('another');
    await copy(target, 'sample', open(other.host, 'differs'), '1.0.0');
    const { transport, requests } = recording();
    const destination = open(other.host, 'differs', transport);
    const copying = copyWithReferrers(source, '1.0.0', destination, '1.0.0');
    await expect(copying).rejects.toMatchObject({ code: 'tag.differs' });
    expect(requests).toEqual(['HEAD /v2/differs/manifests/1.0.0']);
  });

  async function pushIndex(to: Repository, manifests: Descriptor[], tag: string) {
    const document = { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
    const blob = new Blob([JSON.stringify(document)]);
    const descriptor = { mediaType: OCI_INDEX, digest: await digestOf(blob), size: blob.size };
    await to.push(descriptor, blob, { tag });
    return descriptor;
  }
});
