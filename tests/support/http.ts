import { fetchTransport } from '../../src/core/registry/fetch-transport.ts';
import type { HttpRequest, Transport } from '../../src/core/registry/transport.ts';

/** The transport of the tests: the page's own code on Node's fetch. */
export const nodeTransport: Transport = fetchTransport(fetch);

export interface Recording {
  transport: Transport;
  /** `METHOD path`, in the order they were sent; digests and session ids are `…`. */
  requests: string[];
  /** The requests themselves. */
  sent: HttpRequest[];
}

/** A transport that writes down what it sends. */
export function recording(inner: Transport = nodeTransport): Recording {
  const requests: string[] = [];
  const sent: HttpRequest[] = [];
  const transport: Transport = (request) => {
    sent.push(request);
    const { pathname } = new URL(request.url);
    requests.push(`${request.method} ${pathname.replace(/(uploads\/|sha256:).+/, '$1…')}`);
    return inner(request);
  };
  return { transport, requests, sent };
}
