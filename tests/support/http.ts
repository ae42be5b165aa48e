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

/** Milliseconds in which all that doesn't wait for an answer is sent. */
const ROUND_MS = 25;

/**
 * A transport that counts round trips: what is sent together is answered together, so that whatever
 * is sent after it has waited for it.
 */
export function inRounds(inner: Transport = nodeTransport): {
  transport: Transport;
  rounds(): number;
} {
  let count = 0;
  let round: Promise<unknown> | undefined;
  let answers: Promise<unknown>[] = [];
  const answered = async () => {
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
    round = undefined;
    const own = answers;
    answers = [];
    await Promise.allSettled(own);
  };
  const transport: Transport = async (request) => {
    if (!round) {
      count++;
      round = answered();
    }
    const answer = inner(request);
    answers.push(answer);
    await round;
    return answer;
  };
  return { transport, rounds: () => count };
}
