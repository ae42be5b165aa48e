import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';

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

/**
 * A server that answers every connection with the bytes that `answer` makes of the head of its
 * request, and ends it: for answers that no HTTP library would send.
 */
export async function startRawUpstream(
  answer: (head: string) => string | Buffer,
): Promise<Omit<Upstream, 'seen'>> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)).on('error', () => undefined));
    let head = '';
    socket.setEncoding('latin1').on('data', (data: string) => {
      if (head.includes('\r\n\r\n')) return;
      head += data;
      if (head.includes('\r\n\r\n')) socket.end(answer(head));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { host, url: `http://${host}`, stop };
}

/**
 * Such a server that is its own storage: a request for `/to-storage` is sent on to `/stored`, and
 * answered there, as everything else is, with what `answer` says at that time.
 */
export async function startStoringUpstream(
  answer: () => string | Buffer,
): Promise<Omit<Upstream, 'seen'>> {
  const upstream = await startRawUpstream((head) =>
    head.includes('/to-storage')
      ? `HTTP/1.1 307 X\r\nLocation: ${upstream.url}/stored\r\nContent-Length: 0\r\n\r\n`
      : answer(),
  );
  return upstream;
}
