import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { startStoringUpstream, type Upstream } from './upstream.ts';

const registry = 'registry.example.org';
/** A header by which the answer would act on the whole site, and a body that shows that it came. */
const EVIL = 'Content-Type: text/html\r\nClear-Site-Data: "*"\r\nContent-Length: 6\r\n\r\nBREACH';
const OK = `HTTP/1.1 200 OK\r\n${EVIL}`;

/** Answers that are not one HTTP answer, each by a name. */
const ANSWERS: Record<string, string | Buffer> = {
  'an interim answer 103, then the real one': `HTTP/1.1 103 Early Hints\r\n\r\n${OK}`,
  'an interim answer 100, then the real one': `HTTP/1.1 100 Continue\r\n\r\n${OK}`,
  'an interim answer 102 with headers': `HTTP/1.1 102 Processing\r\n${EVIL}`,
  'a switch of protocols': `HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n${OK}`,
  'an interim answer of HTTP/1.0': `HTTP/1.0 103 X\r\n\r\n${OK}`,
  'the lowest interim status': `HTTP/1.1 000 X\r\n\r\n${OK}`,
  'a letter before HTTP': `xHTTP/1.1 200 OK\r\n${EVIL}`,
  'http in small letters': `http/1.1 200 OK\r\n${EVIL}`,
  'HTTP in mixed letters': `HTTp/1.1 200 OK\r\n${EVIL}`,
  'a space before HTTP': ` HTTP/1.1 200 OK\r\n${EVIL}`,
  'an empty line before HTTP': `\r\nHTTP/1.1 200 OK\r\n${EVIL}`,
  'a body and nothing else (HTTP/0.9)': '<script>BREACH</script>',
  'a whole answer behind junk': `BREACH ${OK}`,
  'no version': `HTTP 200 OK\r\n${EVIL}`,
  'an unknown version': `HTTP/9 200 OK\r\n${EVIL}`,
  'no status': `HTTP/1.1\r\n${EVIL}`,
  'no status but words': `HTTP/1.1 OK\r\n${EVIL}`,
  'a status of two digits': `HTTP/1.1 20 OK\r\n${EVIL}`,
  'a status of four digits': `HTTP/1.1 2000 OK\r\n${EVIL}`,
  'a negative status': `HTTP/1.1 -200 OK\r\n${EVIL}`,
  'a byte of zero in the status line': `HTTP/1.1 200 O\0K\r\nX: y\0z\r\n${EVIL}`,
  'a byte of zero in a header': `HTTP/1.1 200 OK\r\nX: a\0b\r\n${EVIL}`,
  'a space in the name of a header': `HTTP/1.1 200 OK\r\nClear-Site-Data : "*"\r\n${EVIL}`,
  'a name that is not there': `HTTP/1.1 200 OK\r\n: "*"\r\n${EVIL}`,
  'headers without end': `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}\r\n${EVIL}`,
  'many headers': `HTTP/1.1 200 OK\r\n${'X-A: y\r\n'.repeat(20_000)}${EVIL}`,
  'nothing at all': '',
  'half a status line': 'HTTP/1.1 2',
  'half a header': 'HTTP/1.1 200 OK\r\nClear-Site-Da',
  'a server of TLS': Buffer.from('15030100020228', 'hex'),
  'a frame of HTTP/2': Buffer.from('000000040000000000', 'hex'),
};

/** Answers that are odd, but that nginx reads as one: what they say arrives with our headers. */
const ODD: Record<string, string> = {
  'two status lines': `HTTP/1.1 200 OK\r\nHTTP/1.1 200 OK\r\n${EVIL}`,
  'lines that end in a line feed alone': OK.replaceAll('\r\n', '\n'),
  'a second answer behind the first': `${OK}HTTP/1.1 200 OK\r\n${EVIL}`,
  'a header that goes on in the next line': `HTTP/1.1 200 OK\r\nX-A: y\r\n\tClear-Site-Data: "*"\r\n${EVIL}`,
  'HTTP/1.0': `HTTP/1.0 200 OK\r\n${EVIL}`,
  'a status of the future': `HTTP/1.1 999 OK\r\n${EVIL}`,
};

describe.skipIf(!isNginxAvailable())('what is no answer', () => {
  let upstream: Omit<Upstream, 'seen'>;
  let nginx: RunningNginx;
  let answer: string | Buffer;

  beforeAll(async () => {
    upstream = await startStoringUpstream(() => answer);
    nginx = await startNginx({
      registries: { [registry]: upstream.url },
      storage: { [registry]: [upstream.url] },
    });
  });

  afterAll(() => Promise.all([nginx?.stop(), upstream?.stop()]));

  /** Every byte that comes back. */
  const send = (method: string, path = '/v2/') =>
    exchange(
      nginx.url,
      `${method} /registry/${registry}${path} HTTP/1.1\r\nHost: localhost\r\nX-Chartroom: 1\r\n` +
        `Connection: close\r\n${method === 'PUT' ? 'Content-Length: 4\r\n\r\nbody' : '\r\n'}`,
    );

  describe.each(Object.keys(ANSWERS))('%s', (name) => {
    it.each([
      ['GET', '/v2/'],
      ['PUT', '/v2/a/blobs/uploads/1'],
      ['DELETE', '/v2/a/manifests/1'],
      ['GET', '/v2/to-storage'],
    ])('to %s %s is told as such', async (method, path) => {
      answer = ANSWERS[name] ?? '';
      const raw = await send(method, path);
      expect(raw).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
      expect(raw).not.toMatch(/breach|clear-site-data/i);
      expect(raw).toContain("\r\nContent-Security-Policy: default-src 'none'; sandbox\r\n");
      expect(raw).toContain('\r\nCache-Control: no-store\r\n');
      expect(raw).toContain('\r\nContent-Type: application/json\r\n');
      expect(raw).toMatch(/\r\nx-chartroom-refusal: PROXY_ANSWER\r\n/i);
      expect(raw).toMatch(/\r\n\r\n\{"errors":\[\{"code":"PROXY_ANSWER",.*\}\n$/);
    });

    it('to HEAD is told as such', async () => {
      answer = ANSWERS[name] ?? '';
      const raw = await send('HEAD');
      expect(raw).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
      expect(raw).not.toMatch(/breach|clear-site-data/i);
      expect(raw).toMatch(/\r\nx-chartroom-refusal: PROXY_ANSWER\r\n/i);
      expect(raw).toMatch(/\r\n\r\n$/);
    });
  });

  it.each(Object.keys(ODD))('%s has no say over the browser', async (name) => {
    answer = ODD[name] ?? '';
    for (const method of ['GET', 'PUT', 'HEAD', 'DELETE']) {
      const raw = await send(method);
      expect(raw).toMatch(/^HTTP\/1\.1 (?:200|502|999) ?/);
      expect(raw).not.toMatch(/\nclear-site-data/i);
      expect(raw).toContain("\r\nContent-Security-Policy: default-src 'none'; sandbox\r\n");
      expect(raw).not.toContain('text/html');
      expect(raw.split('BREACH').length).toBeLessThanOrEqual(2);
    }
  });

  it('leaves the next request on the same connection alone', async () => {
    answer = ANSWERS['an interim answer 103, then the real one'] ?? '';
    const request = `GET /registry/${registry}/v2/ HTTP/1.1\r\nHost: localhost\r\nX-Chartroom: 1\r\n`;
    const raw = await exchange(
      nginx.url,
      `${request}\r\n${request}\r\nGET /config.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(raw.match(/^HTTP\/1\.1 \d+/gm)).toEqual([
      'HTTP/1.1 502',
      'HTTP/1.1 502',
      'HTTP/1.1 200',
    ]);
  });
});

function exchange(url: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    socket.setTimeout(5000, () => socket.destroy(new Error(`no end of: ${text.slice(0, 200)}`)));
    socket.setEncoding('latin1').on('data', (data: string) => (text += data));
    socket.once('close', () => resolve(text)).once('error', reject);
    socket.write(request);
  });
}
