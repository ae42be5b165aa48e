import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Upstream {
  /** `127.0.0.1:PORT` */
  host: string;
  url: string;
  /** Every request that arrived, oldest first. */
  seen: IncomingMessage[];
  stop(): Promise<void>;
}

/** A server that does what no well-behaved registry would, on a free port. */
export async function startUpstream(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Upstream> {
  const seen: IncomingMessage[] = [];
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) => {
    seen.push(request);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { host, url: `http://${host}`, seen, stop };
}
