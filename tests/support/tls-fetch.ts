import { request as requestByHttp } from 'node:http';
import { request as requestByTls } from 'node:https';
import { fetchTransport, type Fetch } from '../../src/core/registry/fetch-transport.ts';
import type { Transport } from '../../src/core/registry/transport.ts';

interface Believes {
  /** The PEM of a certificate to trust, which Node's own `fetch` can't be told. */
  ca?: Buffer;
  /** Headers that are sent in addition: a password of the site, a session. */
  headers?: Record<string, string>;
}

/** The transport of a page behind TLS that no public authority vouches for, or behind a sign-in. */
export function guardedTransport(believes: Believes): Transport {
  return fetchTransport(guardedFetch(believes));
}

function guardedFetch({ ca, headers }: Believes): Fetch {
  return async (url, { method, body, signal, headers: own }) => {
    const bytes = body === null ? undefined : Buffer.from(await new Blob([body]).arrayBuffer());
    const length = bytes && { 'Content-Length': `${bytes.length}` };
    const options = { method, signal, ca, headers: { ...own, ...headers, ...length } };
    const send = url.startsWith('https:') ? requestByTls : requestByHttp;
    return new Promise((resolve, reject) => {
      const sent = send(url, { ...options, agent: false }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () => {
          const status = answer.statusCode ?? 0;
          const isEmpty = chunks.length === 0 || status === 204 || status === 304;
          const response = new Response(isEmpty ? null : Buffer.concat(chunks), {
            status,
            headers: answer.headers as Record<string, string>,
          });
          resolve(Object.defineProperty(response, 'url', { value: url }));
        });
      });
      sent.once('error', reject);
      sent.end(bytes);
    });
  };
}
