import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { ask } from './ask.ts';
import { HEEDED } from './heeded.ts';
import { startStoringUpstream, type Upstream } from './upstream.ts';

const registry = 'registry.example.org';
const JSON_OF_2_KB = JSON.stringify({ tags: Array.from({ length: 400 }, (_, i) => `${i}`) });

/** Headers of the registry protocol, which arrive as they were sent. */
const PROTOCOL = {
  'Docker-Content-Digest': 'sha256:1',
  'Docker-Distribution-API-Version': 'registry/2.0',
  'Docker-Upload-UUID': '1',
  'OCI-Subject': 'sha256:2',
  'OCI-Filters-Applied': 'artifactType',
  'OCI-Chunk-Min-Length': '1',
  'OCI-Tag': '1',
  'Accept-Ranges': 'bytes',
  Range: '0-1',
  ETag: '"1"',
  'Last-Modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
  'RateLimit-Limit': '100;w=21600',
  'RateLimit-Remaining': '76;w=21600',
  Warning: '299 - "this goes"',
  'X-Request-Id': '1',
};

/** What this nginx says itself. */
const OURS = [
  'server',
  'date',
  'connection',
  'content-length',
  'content-type',
  'retry-after',
  'x-registry-www-authenticate',
  'x-chartroom-proxy',
  'content-security-policy',
  'cache-control',
  'x-content-type-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
];

/** A whole answer, as it goes over the wire. */
function plain(headers: Record<string, string>, body: string | Buffer): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 200 OK\r\n${lines.join('')}Content-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

describe.skipIf(!isNginxAvailable())('the headers of an answer', () => {
  let upstream: Omit<Upstream, 'seen'>;
  let nginx: RunningNginx;
  let answer: string | Buffer;

  beforeAll(async () => {
    upstream = await startStoringUpstream(() => answer);
    nginx = await startNginx({
      registries: { [registry]: upstream.url },
      storage: { [registry]: [upstream.url] },
      repositories: [upstream.url],
    });
  });

  afterAll(() => Promise.all([nginx?.stop(), upstream?.stop()]));

  const get = (path = '/v2/', headers: Record<string, string> = {}) =>
    ask(nginx.url, `/registry/${registry}${path}`, { headers });

  it('arrive if they are known to do nothing, of all that browsers heed', async () => {
    const sent = { ...HEEDED, ...PROTOCOL };
    const expected = [...OURS, ...Object.keys(PROTOCOL).map((name) => name.toLowerCase())];
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      answer = plain(sent, method === 'HEAD' ? '' : '{}');
      const question = { method, ...(method === 'PUT' && { body: 'x' }) };
      const { raw } = await ask(nginx.url, `/registry/${registry}/v2/`, question);
      expect(raw.map(([name]) => name).toSorted()).toEqual(expected.toSorted());
    }
    answer = plain(sent, '{}');
    const challenge = 'x-registry-www-authenticate';
    const ofOthers = expected.filter((name) => name !== challenge).toSorted();
    const ofRepository = `/repository/http/${upstream.host}/index.yaml`;
    for (const { raw } of [await get('/v2/to-storage'), await ask(nginx.url, ofRepository)]) {
      expect(raw.map(([name]) => name).toSorted()).toEqual(ofOthers);
    }
  });

  it.each([
    ['</v2/a/tags/list?last=b&n=2>; rel="next"', '</v2/a/tags/list?last=b&n=2>; rel="next"'],
    ['</v2/_catalog?last=b>; rel=next', '</v2/_catalog?last=b>; rel="next"'],
    ['<https://quay.io/v2/a?next_page=g%3D>; rel="next"', '</v2/a?next_page=g%3D>; rel="next"'],
    ['<?last=b>;rel="next"', '<?last=b>; rel="next"'],
    ['</v2/a/tags/list?last=b>', '</v2/a/tags/list?last=b>; rel="next"'],
    ['</x.css>, </y.css>', undefined],
    ['</v2/a>; rel="first", </v2/b?last=c>; title="x"; rel="next"', '</v2/b?last=c>; rel="next"'],
    ['</x.css>; rel="preload"; as="style"', undefined],
    ['</x.css>; rel="stylesheet", </v2/a?last=b>; rel="next"', '</v2/a?last=b>; rel="next"'],
    ['</v2/a?last=b>; rel="next preload"', '</v2/a?last=b>; rel="next"'],
    ['</v2/a?last=b>; rel="preload next"; as="style"', '</v2/a?last=b>; rel="next"'],
    ['</v2/a?last=b>; rel = "next"', '</v2/a?last=b>; rel="next"'],
    ['</v2/a?last=b>; title="a, <b>; \\"c"; rel="next"', '</v2/a?last=b>; rel="next"'],
    ['</v2/a>; title="</b>; rel=next", </v2/c?last=d>; rel=next', '</v2/c?last=d>; rel="next"'],
    ['</v2/a?last=b>; title="more, of them"', '</v2/a?last=b>; rel="next"'],
    ['</v2/a?last=b>; title="</c>; rel=next"; rel="prev"', undefined],
    ['</v2/a?last=b>; rev="next"', undefined],
    ['</v2/a?last=b>; rev="prev"; rel="next"', '</v2/a?last=b>; rel="next"'],
    ['</v2/a?last=b>; rel=', undefined],
    ['</v2/a?last=b>; rel=""', undefined],
    ['</v2/a?last=b>; rel="prev"; rel="next"', undefined],
    ['</v2/a?last=b>; rel="nextish"', undefined],
    ['<javascript:alert(1)>; rel="next"', undefined],
    ['<https://evil.example.com>; rel="preconnect"', undefined],
  ])('of Link: %s pass on %s', async (link, expected) => {
    answer = plain({ Link: link }, '{}');
    expect((await get()).headers.link).toBe(expected);
  });

  it.each([
    ['application/json; charset=utf-8', 'application/json'],
    ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.index.v1+json'],
    ['application/octet-stream', 'application/octet-stream'],
    ['text/javascript', 'application/octet-stream'],
    ['text/html; charset=utf-8', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['application/xhtml+xml', 'application/octet-stream'],
    ['application/jsonp', 'application/octet-stream'],
    ['text/html, application/json', 'application/octet-stream'],
    ['application/vnd.x+json, text/html', 'application/octet-stream'],
  ])('give %s as %s', async (type, expected) => {
    answer = plain({ 'Content-Type': type }, '{}');
    const { raw } = await get();
    expect(raw.filter(([name]) => name === 'content-type')).toEqual([['content-type', expected]]);
  });

  it('leave the bytes as they are, whatever coding they name', async () => {
    const bytes = gzipSync('chart');
    answer = plain({ 'Content-Encoding': 'gzip' }, bytes);
    const { body, headers } = await get('/v2/', { 'Accept-Encoding': 'gzip' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.equals(bytes)).toBe(true);
    answer = plain({ 'Content-Type': 'application/json' }, JSON_OF_2_KB);
    const json = await get('/v2/', { 'Accept-Encoding': 'gzip' });
    expect([json.headers['content-encoding'], json.headers['content-length']]).toEqual([
      undefined,
      `${JSON_OF_2_KB.length}`,
    ]);
  });
});
