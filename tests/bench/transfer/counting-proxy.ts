import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { startServer, type RunningServer } from '../../support/server.ts';

export interface Counts {
  requests: number;
  /** Of those, what a browser asks before it may ask. */
  preflights: number;
  /** The longest chain of requests each of which waited for an answer to the one before. */
  roundTrips: number;
}

export interface CountingProxy extends RunningServer {
  /** What passed since the last time. */
  take(): Counts;
}

/** Passes everything on to the registry at `host`, and counts. */
export async function startCountingProxy(host: string): Promise<CountingProxy> {
  let depth = 0;
  let counts: Counts = { requests: 0, preflights: 0, roundTrips: 0 };

  const pass = (request: IncomingMessage, response: ServerResponse) => {
    const own = depth + 1;
    counts.requests++;
    if (request.method === 'OPTIONS') counts.preflights++;
    counts.roundTrips = Math.max(counts.roundTrips, own);
    const { method = '', url = '', headers } = request;
    const target = new URL(url, `http://${host.replace('localhost', '127.0.0.1')}`);
    const onward = send(target, { method, headers }, (answer) => {
      // Whatever begins from here on may have waited for this answer.
      depth = Math.max(depth, own);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  const server = await startServer(pass);
  const take = () => {
    const taken = counts;
    depth = 0;
    counts = { requests: 0, preflights: 0, roundTrips: 0 };
    return taken;
  };
  return { ...server, take };
}
