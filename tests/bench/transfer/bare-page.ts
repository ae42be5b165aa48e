/**
 * What a browser takes at the least: a page that does nothing but send the same requests, with as many
 * charts at once as the app. The archives are read and hashed before the clock starts.
 */
import { basename } from 'node:path';
import type { Page } from 'playwright/test';
import { PUSHES_AT_ONCE } from '../../../src/core/actions/push-queue.ts';
import type { Move, Mover } from './programs.ts';
import type { BenchChart } from './workloads.ts';

const OCI = 'application/vnd.oci.image.manifest.v1+json';

/** What the page does: see `barePage`. */
type Sent = 'archives' | 'whole' | 'again';

/** What is sent for one chart, and where. */
interface Job {
  base: string;
  version: string;
  file: string;
}

/**
 * `archives` sends nothing but each archive, in a session and its PUT; `whole` all that a push is: a
 * HEAD of the tag, the two blobs, and the manifest, and once more the HEAD alone, in a turn that the
 * browser gives, so that no other tab does the same. Directly, from a page of `site`.
 */
export function barePage(page: Page, site: string, what: 'archives' | 'whole'): Mover {
  const sending =
    (sent: Sent): Move =>
    async (path, { charts }) => {
      // Any document of the site that isn't the app: the server's own words for what isn't there.
      await page.goto(`${site}/nothing-here`);
      await page.evaluate(addInput);
      await page.locator('input').setInputFiles(charts.map(({ archive }) => archive));
      const jobs = charts.map((chart) => jobOf(path, chart));
      return page.evaluate(sendAll, { jobs, sent, atOnce: PUSHES_AT_ONCE, manifestType: OCI });
    };
  if (what === 'archives') return { name: 'bare PUTs by a page', push: sending(what) };
  return {
    name: 'the same requests, in turns, by a bare page',
    push: sending('whole'),
    again: sending('again'),
    async pull(path, { charts }) {
      await page.goto(`${site}/nothing-here`);
      const jobs = charts.map((chart) => jobOf(path, chart));
      return page.evaluate(fetchAll, { jobs, manifestType: OCI });
    },
  };
}

function jobOf(path: string, { name, version, archive }: BenchChart): Job {
  const base = `http://${path.replace('/', '/v2/')}/${name}`;
  return { base, version, file: basename(archive) };
}

/** In the page: a field to choose the archives with. */
function addInput(): void {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
  document.body.replaceChildren(input);
}

/** In the page: milliseconds until all is sent. */
async function sendAll(options: {
  jobs: Job[];
  sent: Sent;
  atOnce: number;
  manifestType: string;
}): Promise<number> {
  const { jobs, sent, atOnce, manifestType } = options;
  const digestOf = async (bytes: BufferSource) => {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return `sha256:${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  };
  const files = new Map(
    [...(document.querySelector('input')?.files ?? [])].map((f) => [f.name, f]),
  );
  const ready = await Promise.all(
    jobs.map(async (job) => {
      const file = files.get(job.file);
      if (!file) throw new Error(`${job.file} was not chosen`);
      const read = await file.arrayBuffer();
      // Held by the browser, as what the app has packed is, and not by the disk.
      return { ...job, bytes: new Blob([read]), digest: await digestOf(read) };
    }),
  );
  const config = new TextEncoder().encode('{"name":"bench","version":"1.0.0","apiVersion":"v2"}');
  const configDigest = await digestOf(config);

  const upload = async (base: string, bytes: BodyInit, digest: string) => {
    const session = await fetch(`${base}/blobs/uploads/`, { method: 'POST', credentials: 'omit' });
    const place = session.headers.get('Location') ?? '';
    const headers = { 'Content-Type': 'application/octet-stream' };
    const url = `${place}&digest=${encodeURIComponent(digest)}`;
    const { ok } = await fetch(url, { method: 'PUT', headers, body: bytes, credentials: 'omit' });
    if (!ok) throw new Error(`${url} was refused`);
  };
  const push = async ({ base, version, bytes, digest }: (typeof ready)[number]) => {
    if (sent === 'archives') return upload(base, bytes, digest);
    const tag = `${base}/manifests/${version}`;
    await fetch(tag, { method: 'HEAD', headers: { Accept: manifestType }, credentials: 'omit' });
    if (sent === 'again') return;
    await Promise.all([upload(base, config, configDigest), upload(base, bytes, digest)]);
    const type = 'application/vnd.cncf.helm';
    const manifest = {
      ...{ schemaVersion: 2, mediaType: manifestType },
      config: {
        ...{ mediaType: `${type}.config.v1+json`, digest: configDigest, size: config.byteLength },
      },
      layers: [
        {
          ...{ mediaType: `${type}.chart.content.v1.tar+gzip`, digest },
          size: bytes.size,
        },
      ],
    };
    const headers = { 'Content-Type': manifestType };
    const body = JSON.stringify(manifest);
    const { ok } = await fetch(tag, { method: 'PUT', headers, body, credentials: 'omit' });
    if (!ok) throw new Error(`${tag} was refused`);
  };

  const start = performance.now();
  const queue = [...ready];
  const inTurn = (job: (typeof ready)[number]) =>
    sent === 'archives'
      ? push(job)
      : navigator.locks.request(`${job.base}:${job.version}`, () => push(job));
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await inTurn(job);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return performance.now() - start;
}

/** In the page: milliseconds until each chart in turn is fetched, hashed and unpacked. */
async function fetchAll(options: { jobs: Job[]; manifestType: string }): Promise<number> {
  const { jobs, manifestType } = options;
  const start = performance.now();
  for (const { base, version } of jobs) {
    const headers = { Accept: manifestType };
    const get = { headers, credentials: 'omit', cache: 'no-store' } as const;
    const answer = await fetch(`${base}/manifests/${version}`, get);
    const manifest: unknown = await answer.json();
    const { layers } = manifest as { layers: [{ digest: string }] };
    const blob = await fetch(`${base}/blobs/${layers[0].digest}`, get);
    const bytes = await blob.arrayBuffer();
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const unpacking = new Response(unpacked).arrayBuffer();
    await Promise.all([crypto.subtle.digest('SHA-256', bytes), unpacking]);
  }
  return performance.now() - start;
}
