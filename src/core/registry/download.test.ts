import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { Registry } from './registry.ts';

const SIZE = 300_000;
const clock = { now: () => 0, random: () => 0.5, sleep: async () => {} };
let server: RunningServer | undefined;
afterEach(() => server?.stop());

type Answer = (response: ServerResponse, content: Buffer, start: number) => void;

/** Fetches a blob from a server that sends these responses, repeating the last one. */
async function fetchFrom(answers: Answer[]) {
  const { layer, target } = await sampleArtifact('download', SIZE);
  const content = Buffer.from(await (await target.fetch(layer)).arrayBuffer());
  const ranges: (string | undefined)[] = [];
  server = await startServer((request: IncomingMessage, response) => {
    const { range } = request.headers;
    const answer = answers[Math.min(ranges.length, answers.length - 1)];
    ranges.push(range);
    answer?.(response, content, Number(/\d+/.exec(range ?? '0')));
  });
  const registry = new Registry({ host: server.host, transport: nodeTransport, clock });
  const progress: number[] = [];
  const fetched = registry
    .repository('a')
    .fetch(layer, { onProgress: (bytes) => progress.push(bytes) })
    .then(async (blob) => Buffer.from(await blob.arrayBuffer()).equals(content));
  return { fetched, ranges, progress };
}

/** Sends this many bytes from the requested start, then breaks the connection. */
const broken =
  (bytes: number): Answer =>
  (response, content, start) => {
    response.writeHead(start ? 206 : 200, {
      'Content-Length': content.length - start,
      ...(start && { 'Content-Range': `bytes ${start}-${content.length - 1}/${content.length}` }),
    });
    response.write(content.subarray(start, start + bytes), () =>
      setTimeout(() => response.destroy(), 20),
    );
  };
const whole: Answer = (response, content, start) => {
  response.writeHead(start ? 206 : 200).end(content.subarray(start));
};

test('continues where the response broke off', async () => {
  const { fetched, ranges, progress } = await fetchFrom([broken(100_000), broken(50_000), whole]);
  expect(await fetched).toBe(true);
  expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toBe(SIZE);
});

test('a server without ranges sends everything again', async () => {
  const { fetched, ranges } = await fetchFrom([
    broken(100_000),
    (response, content) => response.end(content),
  ]);
  expect(await fetched).toBe(true);
  expect(ranges).toHaveLength(2);
});

test('a wrong rest is noticed, and the blob is fetched again as a whole', async () => {
  const { fetched, ranges } = await fetchFrom([
    broken(100_000),
    (response, content, start) => response.writeHead(206).end(Buffer.alloc(content.length - start)),
    whole,
  ]);
  expect(await fetched).toBe(true);
  expect(ranges).toEqual([undefined, 'bytes=100000-', undefined]);
});

test('a range from another place is not appended', async () => {
  const { fetched } = await fetchFrom([
    broken(100_000),
    (response, content) => {
      response.writeHead(206, { 'Content-Range': `bytes 0-${SIZE - 1}/${SIZE}` }).end(content);
    },
  ]);
  expect(await fetched).toBe(true);
});

test('the rest of a body that ends early is requested', async () => {
  const { fetched, ranges } = await fetchFrom([
    (response, content) => response.end(content.subarray(0, 100_000)),
    whole,
  ]);
  expect(await fetched).toBe(true);
  expect(ranges).toEqual([undefined, 'bytes=100000-']);
});

test('content coding is decoded, and the coded length ignored', async () => {
  const { fetched } = await fetchFrom([
    (response, content) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(content)),
  ]);
  expect(await fetched).toBe(true);
});

test('a download without progress ends', async () => {
  const { fetched, ranges } = await fetchFrom([broken(100_000), broken(0)]);
  await expect(fetched).rejects.toMatchObject({
    code: 'registry.cut-short',
    data: { received: 100_000, expected: SIZE },
  });
  expect(ranges.length).toBeLessThan(10);
});

test('a connection that breaks before the rest is answered', async () => {
  const { fetched } = await fetchFrom([broken(100_000), (response) => void response.destroy()]);
  await expect(fetched).rejects.toMatchObject({
    code: 'registry.cut-short',
    data: { received: 100_000, expected: SIZE },
  });
});

test('a download with too many small responses ends as well', async () => {
  const { fetched, ranges } = await fetchFrom([broken(10)]);
  await expect(fetched).rejects.toMatchObject({
    code: 'registry.cut-short',
    data: { received: 500, expected: SIZE },
  });
  expect(ranges.length).toBeLessThanOrEqual(50);
});
