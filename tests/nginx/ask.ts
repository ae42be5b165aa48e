import { request, type IncomingHttpHeaders } from 'node:http';
import { request as requestByTls } from 'node:https';
import { expect } from 'vitest';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Every header as it was sent, since one that comes twice may be joined or lost in `headers`. */
  raw: [name: string, value: string][];
  body: Buffer;
}

export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** The certificate to believe. */
  ca?: Buffer;
}

/** What the page sends with every request to the proxy, and nobody else can. */
const OF_THE_PAGE = { 'X-Chartroom': '1' };

/**
 * Sends `path` exactly as it is written, which neither `fetch` nor a browser would, with any
 * header; follows no redirect. To the proxy it says what the page says, unless told otherwise.
 */
export function ask(url: string, path: string, question: Question = {}): Promise<Answer> {
  const { protocol, hostname, port } = new URL(url);
  const send = protocol === 'https:' ? requestByTls : request;
  const { method = 'GET', body, ca } = question;
  const headers = {
    ...(/^\/(?:registry|repository)\//.test(path) && OF_THE_PAGE),
    ...question.headers,
  };
  const target = {
    hostname,
    port,
    path,
    method,
    headers,
    agent: false as const,
    ...(ca && { ca }),
  };
  return new Promise((resolve, reject) => {
    const sent = send(target, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const flat = response.rawHeaders;
        const raw = flat.flatMap((name, i): [string, string][] =>
          i % 2 === 0 ? [[name.toLowerCase(), flat[i + 1] ?? '']] : [],
        );
        const status = response.statusCode ?? 0;
        resolve({ status, headers: response.headers, raw, body: Buffer.concat(chunks) });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The code of the first error in an answer of nginx's own, which a header gives too. */
export function faultCode({ body, headers }: Answer): string | undefined {
  const parsed = JSON.parse(body.toString()) as { errors?: { code: string }[] };
  const code = parsed.errors?.[0]?.code;
  if (code?.startsWith('PROXY_')) expect(headers['x-chartroom-refusal']).toBe(code);
  else expect(headers['x-chartroom-refusal']).toBeUndefined();
  return code;
}
