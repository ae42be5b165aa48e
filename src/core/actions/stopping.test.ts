/** Parallel requests: which failures stop all of them, and which don't. */
import type { RequestListener, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { createInlineCompute } from '../compute/inline.ts';
import type { DependencyReport } from '../dependencies/state.ts';
import { assembleManifest, describe as describeBlob } from '../formats/artifact.ts';
import { HELM_CHART, HELM_CONFIG, HELM_PROVENANCE } from '../oci/chart-media-types.ts';
import { digestOf } from '../oci/digest.ts';
import { ChartRepository } from '../registry/chart-repository.ts';
import { Registry } from '../registry/registry.ts';
import { fetchDependencies } from './dependencies.ts';
import { open } from './open.ts';
import { tagsSharing } from './remove.ts';

const compute = createInlineCompute();

/** A registry that counts requests, and never answers those that `answer` doesn't handle. */
class HalfDeafRegistry {
  asked = 0;
  open = 0;
  mostOpen = 0;
  #server: RunningServer | undefined;

  async start(answer: (asked: number, ...exchange: Parameters<RequestListener>) => void) {
    this.#server = await startServer((request, response) => {
      this.asked++;
      this.mostOpen = Math.max(this.mostOpen, ++this.open);
      response.on('close', () => this.open--);
      answer(this.asked, request, response);
    });
  }

  get registry(): Registry {
    return new Registry({ host: this.#server?.host ?? '', transport: nodeTransport });
  }

  async stop() {
    await this.#server?.stop();
  }
}

let server: HalfDeafRegistry;
beforeEach(() => {
  server = new HalfDeafRegistry();
});
afterEach(() => server.stop());

/** No request waits for an answer any longer. */
const calledOff = () => expect.poll(() => server.open).toBe(0);

describe('tagsSharing', () => {
  it('looks up no more tags after one failed', async () => {
    await server.start((asked, _, response) => asked === 6 && response.writeHead(418).end());
    const tags = Array.from({ length: 500 }, (_, i) => `1.0.${i}`);
    const digest = await digestOf(new Blob());
    const sharing = tagsSharing(server.registry.repository('tide'), digest, tags);
    await expect(sharing).rejects.toMatchObject({
      code: 'registry.refused',
      data: { status: 418 },
    });
    await calledOff();
    expect(server.asked).toBe(6);
  });
});

describe('open', () => {
  it('aborts the provenance download if the chart can’t be fetched', async () => {
    let notFound: ServerResponse | undefined;
    const [config, chart, provenance] = await Promise.all([
      describeBlob(HELM_CONFIG, new Blob(['{}'])),
      describeBlob(HELM_CHART, new Blob(['chart'])),
      describeBlob(HELM_PROVENANCE, new Blob(['signed'])),
    ]);
    const { manifest } = await assembleManifest(config, [chart, provenance]);
    const text = await manifest.blob.text();
    await server.start((asked, { url }, response) => {
      if (url?.endsWith('/manifests/1.0.0')) {
        response.setHeader('Content-Type', manifest.descriptor.mediaType).end(text);
      }
      if (url?.endsWith(chart.descriptor.digest)) notFound = response;
      if (asked === 3) notFound?.writeHead(404).end();
    });
    const opened = open(server.registry.repository('tide'), '1.0.0', { compute });
    await expect(opened).rejects.toMatchObject({ code: 'blob.not-found' });
    await calledOff();
    expect(server.asked).toBe(3);
  });
});

describe('fetchDependencies', () => {
  const NUMBER = 20;
  const report: DependencyReport = {
    dependencies: Array.from({ length: NUMBER }, (_, i) => {
      const repository = 'oci://registry.example.org/charts';
      const declared = { name: `tide-${i}`, version: '1.0.0', repository };
      return { declared, repository, wanted: '1.0.0', others: [] };
    }),
    subcharts: [],
    lock: { path: 'Chart.lock', state: 'none' },
  };
  const ports = {
    compute,
    repository: async (_host: string, name: string) => server.registry.repository(name),
    chartRepository: async (url: string) => new ChartRepository(url, { transport: nodeTransport }),
    folder: () => undefined,
  };

  it('goes on after a failure, some at a time', async () => {
    await server.start((_, __, response) => {
      setTimeout(() => response.writeHead(404).end(), 20);
    });
    const { failures } = await fetchDependencies(report, ports);
    expect([...failures.values()].map(({ code }) => code)).toEqual(
      Array<string>(NUMBER).fill('tag.not-found'),
    );
    expect([...failures.keys()]).toEqual(report.dependencies.map((_, i) => i));
    expect(server.mostOpen).toBeLessThanOrEqual(6);
  });

  it('stops them all when aborted', async () => {
    const abort = new AbortController();
    await server.start((asked) => asked === 6 && abort.abort());
    await expect(
      fetchDependencies(report, { ...ports, signal: abort.signal }),
    ).rejects.toMatchObject({ code: 'aborted' });
    await calledOff();
    expect(server.asked).toBe(6);
  });
});
